"""Who gets where: every route of the site with those who get an answer there, read off "Who sees and does what".

Everybody else must be turned away: 403, 404, or the sign-in page. A new route gets a line here, and if its address has
arguments a line in ``arguments.py``.
"""

from rutan.accounts.permissions import Role

R = Role
NOBODY = "nobody signed in"
NO_ROLE = "signed in without a role"

STAFF = frozenset(Role)
SIGNED_IN = STAFF | {NO_ROLE}
ANYBODY = SIGNED_IN | {NOBODY}

PEOPLE = STAFF - {R.ADMINISTRATOR}
BANDS = frozenset({R.HEAD, R.REHAB_OFFICER, R.CASE_OFFICER, R.ASSESSOR, R.COORDINATOR, R.AUDITOR})
LEGAL = PEOPLE - {R.FACILITATOR, R.INSTRUCTOR, R.COORDINATOR}
APPROVERS = frozenset({R.HEAD, R.ADMINISTRATOR})
DECIDERS = frozenset({R.HEAD, R.REHAB_OFFICER})
EXPORTERS = DECIDERS | {R.REGISTRAR}
ADMINISTRATOR, ASSESSOR, AUDITOR = (
    frozenset({R.ADMINISTRATOR}),
    frozenset({R.ASSESSOR}),
    frozenset({R.AUDITOR}),
)
HEAD, OFFICER, REGISTRAR = frozenset({R.HEAD}), frozenset({R.REHAB_OFFICER}), frozenset({R.REGISTRAR})
FACILITATOR, INSTRUCTOR, SECURITY = (
    frozenset({R.FACILITATOR}),
    frozenset({R.INSTRUCTOR}),
    frozenset({R.SECURITY}),
)
KEEPERS = REGISTRAR | SECURITY
HOUSE = KEEPERS | HEAD | OFFICER | AUDITOR
LEADERS = FACILITATOR | INSTRUCTOR
WEEK = STAFF - {R.ADMINISTRATOR, R.SECURITY}
TAUGHT = frozenset({R.HEAD, R.REHAB_OFFICER, R.CASE_OFFICER, R.INSTRUCTOR, R.COORDINATOR, R.AUDITOR})
REPORTED = frozenset({R.HEAD, R.REHAB_OFFICER, R.COORDINATOR, R.AUDITOR})
NONE: frozenset[str] = frozenset()

TABLE: dict[str, frozenset[str]] = {
    "healthz": ANYBODY,
    "readyz": ANYBODY,
    "home": STAFF,
    "switch_facility": STAFF,
    "switch_language": ANYBODY,
    "settings:index": APPROVERS | OFFICER,
    "jobs:show": STAFF,
    "jobs:cancel": STAFF,
    "jobs:exports": AUDITOR,
    "jobs:export_new": EXPORTERS,
    "jobs:export": EXPORTERS,
    "jobs:export_file": EXPORTERS,
    # accounts
    "accounts:users": ADMINISTRATOR,
    "accounts:user_new": ADMINISTRATOR,
    "accounts:user": ADMINISTRATOR,
    "accounts:password": ADMINISTRATOR,
    "accounts:deactivate": ADMINISTRATOR,
    "accounts:activate": ADMINISTRATOR,
    "accounts:withdraw": ADMINISTRATOR,
    "accounts:lists": PEOPLE,
    "accounts:list_save": PEOPLE,
    "accounts:list_begin": PEOPLE,
    "accounts:list_remove": PEOPLE,
    "accounts:list_restore": PEOPLE,
    "accounts:approvals": APPROVERS,
    "accounts:approve": APPROVERS,
    "accounts:decline": APPROVERS,
    # inmates and the case file
    "inmates:list": PEOPLE,
    "inmates:search": PEOPLE,
    "inmates:show": PEOPLE,
    "inmates:consent": OFFICER,
    "inmates:consent_form": OFFICER,
    "inmates:consent_paper": OFFICER,
    "inmates:consent_scan": OFFICER,
    "inmates:photo": PEOPLE - LEADERS,
    "inmates:photo_new": REGISTRAR,
    "inmates:photo_remove": REGISTRAR,
    "inmates:register": LEGAL,
    "inmates:register_line": REGISTRAR,
    "inmates:register_remission": REGISTRAR,
    "inmates:register_sentence": REGISTRAR,
    "inmates:register_official": REGISTRAR,
    "inmates:send_out": KEEPERS,
    "inmates:bring_back": KEEPERS,
    "inmates:absence_withdraw": KEEPERS,
    "inmates:places": HOUSE,
    "inmates:places_print": HOUSE,
    "inmates:places_people": HOUSE,
    "inmates:away": HOUSE,
    "inmates:move": KEEPERS,
    "inmates:move_undo": KEEPERS,
    "inmates:blocks": REGISTRAR,
    "inmates:block_new": REGISTRAR,
    "inmates:block": REGISTRAR,
    "inmates:block_close": REGISTRAR,
    "inmates:cell_new": REGISTRAR,
    "inmates:cell": REGISTRAR,
    "inmates:cell_close": REGISTRAR,
    "inmates:admit": REGISTRAR,
    "inmates:correct": REGISTRAR,
    "inmates:leave": REGISTRAR,
    "inmates:take_back": REGISTRAR,
    "inmates:admit_again": REGISTRAR,
    "inmates:former": REGISTRAR,
    "inmates:arrivals": REGISTRAR,
    "inmates:arrive": REGISTRAR,
    "inmates:settle": OFFICER,  # each their own: an assessor a draft, which this one is not
    "inmates:close_record": OFFICER,
    "inmates:import": REGISTRAR,
    "inmates:import_show": REGISTRAR,
    "inmates:import_confirm": REGISTRAR,
    "inmates:import_discard": REGISTRAR,
    "inmates:import_columns": REGISTRAR,
    "inmates:import_row": REGISTRAR,
    "inmates:import_rejected": REGISTRAR,
    "inmates:import_undo": REGISTRAR,
    # assessments
    "assessments:list": BANDS,
    "assessments:drafts": ASSESSOR,
    "assessments:signed": BANDS,
    "assessments:start": ASSESSOR,
    "assessments:show": BANDS,
    "assessments:print": BANDS,
    "assessments:void": ASSESSOR,
    "assessments:take": ASSESSOR,
    "assessments:save": ASSESSOR,
    "assessments:discard": ASSESSOR,
    "assessments:sign": ASSESSOR,
    "assessments:certificates": OFFICER,
    "assessments:own_certificates": ASSESSOR,
    "assessments:register": OFFICER,
    "assessments:withdraw": OFFICER,
    # rehabilitation
    "rehab:list": DECIDERS,
    "rehab:rules": DECIDERS | AUDITOR,
    "rehab:tier": DECIDERS,
    "rehab:decide": OFFICER,
    "rehab:second": HEAD,
    "rehab:place": OFFICER,
    "rehab:end_placement": OFFICER,
    "rehab:groups": DECIDERS | AUDITOR | LEADERS,  # an instructor finds none there
    "rehab:new_group": OFFICER,
    "rehab:group": DECIDERS | AUDITOR | FACILITATOR,
    "rehab:close_group": OFFICER,
    "rehab:new_session": OFFICER,
    "rehab:sessions": DECIDERS | AUDITOR | LEADERS,
    "rehab:attendance": DECIDERS | AUDITOR | FACILITATOR,
    "rehab:mark": OFFICER | FACILITATOR,
    # timetable
    "timetable:week": WEEK,
    "timetable:week_print": WEEK,
    "timetable:show": WEEK,
    "timetable:lay": OFFICER,
    "timetable:move": OFFICER,
    "timetable:drop": OFFICER,
    "timetable:swap": OFFICER,
    "timetable:people": OFFICER,
    "timetable:cancel": OFFICER,
    "timetable:held": OFFICER,
    "timetable:rooms": ADMINISTRATOR,
    "timetable:room_new": ADMINISTRATOR,
    "timetable:day": ADMINISTRATOR,
    "timetable:room": ADMINISTRATOR,
    "timetable:room_give_up": ADMINISTRATOR,
    "timetable:hours": ADMINISTRATOR | OFFICER,
    "timetable:hours_new": ADMINISTRATOR,
    "timetable:hours_change": ADMINISTRATOR,
    "timetable:hours_withdraw": ADMINISTRATOR,
    "timetable:participants": ADMINISTRATOR | OFFICER,
    "timetable:participant_end": OFFICER,
    "timetable:not_ready": OFFICER,
    "timetable:not_ready_new": OFFICER,
    "timetable:not_ready_withdraw": OFFICER,
    "timetable:movements": SECURITY,
    "timetable:movements_print": SECURITY,
    # training
    "training:list": TAUGHT | ADMINISTRATOR,
    "training:courses": TAUGHT | ADMINISTRATOR,
    "training:course_new": ADMINISTRATOR | OFFICER,
    "training:course": ADMINISTRATOR | OFFICER,
    "training:batch_new": OFFICER,
    "training:batch": TAUGHT,
    "training:batch_start": OFFICER,
    "training:batch_close": OFFICER,
    "training:batch_cancel": OFFICER,
    "training:enrol": OFFICER,
    "training:complete": OFFICER | INSTRUCTOR,
    "training:lesson_new": OFFICER,
    "training:lesson": OFFICER | INSTRUCTOR,
    "training:move_up": OFFICER,
    "training:withdraw": OFFICER,
    "training:fail": OFFICER | INSTRUCTOR,
    "training:certificate": TAUGHT,
    # coordination, reports, letters
    "coordination:list": OFFICER,
    "coordination:search": OFFICER,
    "coordination:open": OFFICER,
    "coordination:close": OFFICER,
    "reports:audit": AUDITOR,
    "reports:list": REPORTED,
    "reports:figures": REPORTED,
    "reports:show": REPORTED,
    "reports:rows": REPORTED,
    "reports:file": REPORTED,
    "reports:ask": OFFICER,
    "reports:correct": OFFICER,
    "reports:approve": HEAD,
    "reports:withdraw": DECIDERS,
    "letters:ask": ANYBODY,
    "letters:check": ANYBODY,
    # data protection
    "protection:record": HEAD | AUDITOR,
    "protection:record_print": HEAD | AUDITOR,
    "protection:person": HEAD | REGISTRAR,
    "protection:file": HEAD | REGISTRAR,
    "protection:file_take": HEAD | REGISTRAR,
    # the dashboard
    "dashboard:show": DECIDERS | AUDITOR,
    "dashboard:rows": DECIDERS | AUDITOR,
    "dashboard:part": DECIDERS | AUDITOR,
    "dashboard:table": DECIDERS | AUDITOR,
    "dashboard:work": STAFF,  # each their own kind of work
    # allauth: the person's own account; what needs a factor that nobody here has is not there, or asks for a fresh sign-in
    "account_login": ANYBODY,
    "account_logout": ANYBODY,
    "account_inactive": ANYBODY,
    "account_signup": NONE,
    "account_reauthenticate": SIGNED_IN,
    "account_change_password": SIGNED_IN,
    "account_set_password": SIGNED_IN,
    "mfa_authenticate": SIGNED_IN,
    "mfa_reauthenticate": SIGNED_IN,
    "mfa_index": SIGNED_IN,
    "mfa_activate_totp": SIGNED_IN,
    "mfa_deactivate_totp": NONE,
    "mfa_view_recovery_codes": NONE,
    "mfa_generate_recovery_codes": SIGNED_IN,
    "mfa_download_recovery_codes": NONE,
    "mfa_list_webauthn": SIGNED_IN,
    "mfa_add_webauthn": SIGNED_IN,
    "mfa_edit_webauthn": SIGNED_IN,
    "mfa_remove_webauthn": SIGNED_IN,
    "mfa_reauthenticate_webauthn": SIGNED_IN,
    "mfa_login_webauthn": SIGNED_IN,
    "usersessions_list": SIGNED_IN,
}
