"""What stands in the addresses: a line for every route that has arguments, from the world and whoever walks."""

from rehab.domain.tiers import Tier
from rutan.accounts.permissions import Role


def _of(thing, argument):
    """The key of a thing of the world, under the name the route gives it."""
    return lambda world, walker: {argument: getattr(world, thing).pk}


def _booking(world, walker):
    return {"booking_id": world.booking_of(walker).pk}


def _edition(world, walker):
    return {"edition_id": world.edition.pk}


def _edition_draft(world, walker):
    return {"edition_id": world.edition_draft.pk}


def _job(world, walker):
    return {"job_id": world.job_of(walker).pk}


def _own_list(world, walker):
    return {"list_id": world.list_of(walker).pk}


def _own_export(world, walker):
    return {"export_id": world.export_of(walker).pk}


def _held_row(world, walker):
    return {"import_id": world.held_row.register_import_id, "row_id": world.held_row.pk}


def _candidate(world, walker):
    return {"user_id": world.proposal.user_id}


def _pair(world, walker):
    return {"one_id": world.pair[0].pk, "other_id": world.pair[1].pk}


# A kind of work of the start page that is each role's own.
WORK = {
    Role.HEAD: "roles",
    Role.REGISTRAR: "no_cell",
    Role.REHAB_OFFICER: "to_place",
    Role.CASE_OFFICER: "leaving",
    Role.FACILITATOR: "own_to_mark",
    Role.INSTRUCTOR: "own_to_mark",
    Role.ASSESSOR: "to_screen",
    Role.COORDINATOR: "reports_sealed",
    Role.SECURITY: "no_cell",
    Role.AUDITOR: "refusals",
    Role.ADMINISTRATOR: "roles",
}


def _own_person_file(world, walker):
    return {"disclosure_id": world.disclosure_of(walker).pk}


ARGUMENTS = {
    "jobs:show": _job,
    "jobs:cancel": _job,
    "jobs:export": _own_export,
    "jobs:export_file": _own_export,
    "protection:person": _of("inmate", "inmate_id"),
    "protection:file": _own_person_file,
    "protection:file_take": _own_person_file,
    "protection:breach": _of("breach", "breach_id"),
    "protection:breach_step": lambda world, walker: {"breach_id": world.breach.pk, "step": "remedy"},
    # accounts
    "accounts:user": _candidate,
    "accounts:password": _candidate,
    "accounts:deactivate": _candidate,
    "accounts:activate": _candidate,
    "accounts:withdraw": _of("proposal", "assignment_id"),
    "accounts:list_begin": _own_list,
    "accounts:list_remove": _own_list,
    "accounts:list_restore": _own_list,
    "accounts:approve": _of("proposal", "assignment_id"),
    "accounts:decline": _of("proposal", "assignment_id"),
    "mfa_edit_webauthn": lambda world, walker: {"pk": 0},
    "mfa_remove_webauthn": lambda world, walker: {"pk": 0},
    # inmates
    "inmates:show": _of("inmate", "inmate_id"),
    "inmates:history": _of("inmate", "inmate_id"),
    "inmates:history_print": _of("inmate", "inmate_id"),
    "inmates:consent": _of("inmate", "inmate_id"),
    "inmates:consent_form": _of("inmate", "inmate_id"),
    "inmates:consent_paper": _of("inmate", "inmate_id"),
    "inmates:consent_scan": lambda world, walker: {
        "inmate_id": world.inmate.pk,
        "consent_id": world.signed_consent.pk,
    },
    "inmates:photo": lambda world, walker: {"inmate_id": world.photo.inmate_id},
    "inmates:photo_new": _of("inmate", "inmate_id"),
    "inmates:photo_remove": lambda world, walker: {"inmate_id": world.photo.inmate_id},
    "inmates:register": _of("inmate", "inmate_id"),
    "inmates:register_line": _of("inmate", "inmate_id"),
    "inmates:register_remission": _of("inmate", "inmate_id"),
    "inmates:register_sentence": _of("inmate", "inmate_id"),
    "inmates:register_official": _of("inmate", "inmate_id"),
    "inmates:apart_show": _of("apart", "entry_id"),
    "inmates:apart_close": _of("apart", "entry_id"),
    "inmates:apart_reopen": _of("apart_closed", "entry_id"),
    "inmates:apart_void": _of("apart", "entry_id"),
    "inmates:send_out": _of("inmate", "inmate_id"),
    "inmates:bring_back": _of("absence", "absence_id"),
    "inmates:absence_withdraw": _of("absence", "absence_id"),
    "inmates:move_undo": _of("kept", "place_id"),
    "inmates:block": lambda world, walker: {"block_id": world.empty_cell.block_id},
    "inmates:block_close": lambda world, walker: {"block_id": world.empty_cell.block_id},
    "inmates:cell_new": lambda world, walker: {"block_id": world.empty_cell.block_id},
    "inmates:cell": _of("empty_cell", "cell_id"),
    "inmates:cell_close": _of("empty_cell", "cell_id"),
    "inmates:correct": _of("inmate", "inmate_id"),
    "inmates:leave": _of("inmate", "inmate_id"),
    "inmates:take_back": _of("gone", "inmate_id"),
    "inmates:admit_again": _of("gone", "inmate_id"),
    "inmates:double": _pair,
    "inmates:told_apart": _pair,
    "inmates:told_apart_reopen": lambda world, walker: {"apart_id": world.told_apart.pk},
    "inmates:merge_undo": lambda world, walker: {"merge_id": world.merge.pk},
    "inmates:arrive": _of("transfer", "transfer_id"),
    "inmates:settle": _of("loose_end", "end_id"),
    "inmates:close_record": lambda world, walker: {
        "grant_id": world.inmate.grants.get(agency=world.agency).pk
    },
    "inmates:import_show": _of("register_import", "import_id"),
    "inmates:import_confirm": _of("register_import", "import_id"),
    "inmates:import_discard": _of("register_import", "import_id"),
    "inmates:import_columns": _of("columns_to_name", "import_id"),
    "inmates:import_row": _held_row,
    "inmates:import_rejected": lambda world, walker: {
        "import_id": world.held_row.register_import_id,
        "kind": "csv",
    },
    "inmates:import_undo": _of("stored_import", "import_id"),
    # assessments
    "assessments:start": _of("inmate", "inmate_id"),
    "assessments:show": _of("signed", "assessment_id"),
    "assessments:print": _of("signed", "assessment_id"),
    "assessments:void": _of("signed", "assessment_id"),
    "assessments:take": _of("draft", "assessment_id"),
    "assessments:save": _of("draft", "assessment_id"),
    "assessments:discard": _of("draft", "assessment_id"),
    "assessments:sign": _of("draft", "assessment_id"),
    "assessments:withdraw": _of("certificate", "certificate_id"),
    # rehabilitation
    "rehab:tier": _of("inmate", "inmate_id"),
    "rehab:decide": _of("inmate", "inmate_id"),
    "rehab:second": _of("waiting_decision", "decision_id"),
    "rehab:place": _of("inmate", "inmate_id"),
    "rehab:end_placement": _of("placement", "placement_id"),
    "rehab:group": _of("group", "group_id"),
    "rehab:close_group": _of("group", "group_id"),
    "rehab:new_session": _of("group", "group_id"),
    "rehab:attendance": _of("session", "session_id"),
    "rehab:mark": _of("session", "session_id"),
    # timetable
    "timetable:show": _booking,
    "timetable:move": _booking,
    "timetable:drop": _booking,
    "timetable:swap": _booking,
    "timetable:people": _booking,
    "timetable:cancel": _booking,
    "timetable:held": _booking,
    "timetable:room": _of("room", "room_id"),
    "timetable:room_give_up": _of("room", "room_id"),
    "timetable:hours_change": _of("hours", "hours_id"),
    "timetable:hours_withdraw": _of("hours", "hours_id"),
    "timetable:participants": _of("hours", "hours_id"),
    "timetable:participant_end": lambda world, walker: {
        "hours_id": world.hours.pk,
        "participant_id": world.participant.pk,
    },
    "timetable:not_ready_withdraw": _of("period", "period_id"),
    # training
    "training:course": lambda world, walker: {"course_id": world.batch.course_id},
    "training:batch": lambda world, walker: {"batch_id": world.enrolment.batch_id},
    "training:batch_start": _of("batch", "batch_id"),
    "training:batch_close": _of("batch", "batch_id"),
    "training:batch_cancel": _of("batch", "batch_id"),
    "training:enrol": _of("batch", "batch_id"),
    "training:complete": _of("batch", "batch_id"),
    "training:lesson_new": _of("batch", "batch_id"),
    "training:lesson": _of("lesson", "lesson_id"),
    "training:move_up": _of("enrolment", "enrolment_id"),
    "training:withdraw": _of("enrolment", "enrolment_id"),
    "training:fail": _of("enrolment", "enrolment_id"),
    "training:certificate": _of("certified", "enrolment_id"),
    # letters and reports
    "letters:check": lambda world, walker: {"code": world.document.code},
    "reports:show": _edition,
    "reports:rows": lambda world, walker: {
        **_edition(world, walker),
        "code": next(iter(world.edition.report.figures)),
    },
    "reports:file": lambda world, walker: {**_edition(world, walker), "kind": "xlsx"},
    "reports:correct": _edition,
    "reports:approve": _edition_draft,
    "reports:withdraw": _edition_draft,
    # the dashboard
    "dashboard:rows": lambda world, walker: {"code": "programme"},
    "dashboard:part": lambda world, walker: {"code": "programme", "part": Tier.MILD.value},
    "dashboard:table": lambda world, walker: {"code": "funnel"},
    "dashboard:work": lambda world, walker: {"code": WORK.get(world.role_of(walker), "roles")},
}
