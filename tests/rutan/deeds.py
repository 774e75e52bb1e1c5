"""Every service that takes a request key, with what it is asked for, and what would be something else."""

from datetime import date, time
from functools import cached_property

from django.utils import timezone

from assessments import services as assessing
from assessments.services_certificates import register_certificate
from inmates.services import hand_in_register
from rehab.domain.tiers import Tier
from rehab.services_groups import open_group
from rehab.services_placement import place_on_track
from rehab.services_sessions import lay_session
from rehab.services_tiers import decide_tier
from rutan.accounts.permissions import Role
from rutan.core import clock
from rutan.jobs.services import request_job
from rutan.letters.enums import DocumentKind
from rutan.letters.paper import Paper
from rutan.letters.services import issue
from rutan.reports.services import freeze, request_correction, request_monthly
from rutan.timetable.enums import ActivityKind, HoursKind, NotReadyReason
from rutan.timetable.services import lay_booking
from rutan.timetable.services_hours import protect_hours
from rutan.timetable.services_readiness import declare_not_ready
from rutan.timetable.services_rooms import add_room
from tests.factories import accounts, assessments, inmates, letters, rehab, reports, training
from tests.rutan.deed import Deed
from tests.rutan.deeds_accounts import role, user
from tests.rutan.deeds_history import (
    admission,
    arrival,
    columns,
    departure,
    merge,
    photo,
    readmission,
    register_line,
    remission,
)
from tests.rutan.deeds_lists import kept_list, list_file
from tests.rutan.deeds_places import absence, apart, apart_again, block, cell, one_moved, swapped
from tests.rutan.deeds_protection import breach, person_file
from training.services import add_course, open_batch
from training.services_enrolment import enrol
from training.services_lessons import lay_lesson


class Places:
    """Two facilities with a person who acts at both."""

    def __init__(self, here="TST"):
        self.here = reports.office(code=here)
        self.there = reports.office(code="LUA", name="Rutan Luar")
        self.by = accounts.user_with(Role.REHAB_OFFICER, facility=self.here, username="pelaku")
        accounts.give_role(self.by, Role.REHAB_OFFICER, facility=self.there)

    def two(self, make, **facts):
        return make(facility=self.here, **facts), make(facility=self.there, **facts)

    @cached_property
    def groups(self):
        leader = rehab.facilitator(facility=self.here)
        accounts.give_role(leader, Role.FACILITATOR, facility=self.there)
        return self.two(rehab.group, facilitator=leader)

    @cached_property
    def teacher(self):
        teacher = training.instructor(facility=self.here)
        accounts.give_role(teacher, Role.INSTRUCTOR, facility=self.there)
        return teacher

    @cached_property
    def batches(self):
        return self.two(training.batch, instructor=self.teacher, running=True)


def _assessment(at):
    by = assessments.assessor(facility=at.here, username="asesor")
    accounts.agreement(facility=at.there, agency=accounts.agency())
    one, other = at.two(inmates.inmate)
    for inmate in (one, other):
        inmates.grant(inmate=inmate, agency=accounts.agency())
    facts = {"inmate": one, "instrument": "assist", "reference_period": "calendar", "anchor_on": None}
    facts |= {"taken_on": timezone.localdate(), "by": by, "agency": accounts.agency()}
    others = {"another person": {"inmate": other}, "another instrument": {"instrument": "dast10"}}
    return Deed(assessing.start_assessment, facts, others)


def _certificate(at):
    one, other = (accounts.user(username=name) for name in ("asesor-satu", "asesor-dua"))
    facts = {"user": one, "number": "S-1", "issuer": "BNN", "instruments": ["assist"], "by": at.by}
    facts |= {"starts_on": accounts.LONG_AGO, "ends_on": None}
    others = {"another holder": {"user": other, "number": "S-2"}, "another number": {"number": "S-2"}}
    return Deed(register_certificate, facts, others)


def _register(at):
    facts = {"content": b"a", "file_name": "a.csv", "judged_on": date(2026, 11, 24), "facility": at.here}
    others = {"another facility": {"facility": at.there}, "another file": {"content": b"b"}}
    return Deed(hand_in_register, facts | {"by": at.by}, others)


def _tier(at):
    one, other = (rehab.screened(facility=place) for place in (at.here, at.there))
    facts = {"inmate": one, "decided": Tier.MODERATE, "reason": "", "by": at.by}
    others = {"another person": {"inmate": other}, "another tier": {"decided": Tier.MILD, "reason": "Alasan"}}
    return Deed(decide_tier, facts, others)


def _placement(at):
    (one, other), (group, elsewhere) = at.two(rehab.ready), at.groups
    facts = {"inmate": one, "group": group, "starts_on": clock.today(), "by": at.by}
    second = rehab.group(facility=at.here, name="Kelompok 2", facilitator=group.facilitator)
    others = {"another person": {"inmate": other, "group": elsewhere}, "another group": {"group": second}}
    return Deed(place_on_track, facts, others)


def _group(at):
    facts = {"facility": at.here, "programme": rehab.programme(), "name": "Kelompok 9", "capacity": 8}
    facts |= {"facilitator": at.groups[0].facilitator, "starts_on": clock.today(), "by": at.by}
    others = {"another facility": {"facility": at.there}, "another name": {"name": "Kelompok 10"}}
    others |= {"another programme": {"programme": rehab.programme(Tier.MILD)}}
    return Deed(open_group, facts, others)


def _session(at):
    group, elsewhere = at.groups
    (room, far), placement = at.two(rehab.room), rehab.placed(group=group, by=at.by)
    rehab.placed(group=elsewhere, by=at.by)
    facts = {"group": group, "unit": rehab.unit(group), "room": room, "by": at.by}
    facts |= {"slot": rehab.hour(facility=at.here)}
    others = {
        "another group": {"group": elsewhere, "room": far},
        "one of its people": {"placement": placement},
        "another kind": {"unit": rehab.unit(group, "individual_counselling")},
    }
    return Deed(lay_session, facts, others)


def _booking(at):
    room, far = at.two(rehab.room)
    facts = {"facility": at.here, "room": room, "slot": rehab.hour(facility=at.here), "title": "Rapat"}
    facts |= {"kind": ActivityKind.OTHER, "facilitators": [], "inmates": [], "by": at.by}
    others = {
        "another facility": {"facility": at.there, "room": far},
        "another kind": {"kind": ActivityKind.TRAINING},
        "another title": {"title": "Apel"},
    }
    return Deed(lay_booking, facts, others)


def _hours(at):
    facts = {"facility": at.here, "name": "Apel", "kind": HoursKind.ROLL_CALL, "hard": False, "by": at.by}
    facts |= {"weekdays": [0], "starts_at_time": time(7), "ends_at_time": time(8), "starts_on": clock.today()}
    others = {"another facility": {"facility": at.there}, "another name": {"name": "Apel sore"}}
    return Deed(protect_hours, facts, others)


def _not_ready(at):
    facts = {"facility": at.here, "slot": rehab.hour(facility=at.here), "by": at.by}
    others = {
        "another facility": {"facility": at.there},
        "one room": {"room": rehab.room(facility=at.here)},
        "another time": {"slot": rehab.hour(facility=at.here, at=15)},
    }
    return Deed(declare_not_ready, facts | {"reason": NotReadyReason.UTILITIES}, others)


def _room(at):
    facts = {"facility": at.here, "code": "R9", "name": "Ruang 9", "capacity": 9, "by": at.by}
    return Deed(add_room, facts, {"another facility": {"facility": at.there}, "another code": {"code": "R8"}})


def _course(at):
    facts = {"code": "LAS", "name": "Las", "hours": 40, "competence": "mengelas"}
    return Deed(
        add_course, {"facts": facts, "by": at.by}, {"another code": {"facts": facts | {"code": "L2"}}}
    )


def _batch(at):
    facts = {"facility": at.here, "course": training.course(), "name": "Angkatan 7", "capacity": 3}
    facts |= {"instructor": at.teacher, "starts_on": clock.today(), "ends_on": clock.today(), "by": at.by}
    others = {"another facility": {"facility": at.there}, "another name": {"name": "Angkatan 8"}}
    return Deed(open_batch, facts, others | {"another course": {"course": training.course(code="JHT")}})


def _lesson(at):
    (batch, elsewhere), (room, far) = at.batches, at.two(training.room)
    facts = {"batch": batch, "room": room, "slot": training.slot(), "topic": "", "by": at.by}
    return Deed(lay_lesson, facts, {"another batch": {"batch": elsewhere, "room": far}})


def _enrolment(at):
    (batch, elsewhere), (one, other) = at.batches, at.two(inmates.inmate)
    second = inmates.inmate(facility=at.here)
    others = {"another person": {"inmate": second}, "elsewhere": {"inmate": other, "batch": elsewhere}}
    return Deed(enrol, {"batch": batch, "inmate": one, "by": at.by}, others)


def _job(at):
    facts = {"kind": "jobs.clear_expired", "arguments": {}, "by": at.by, "facility": at.here}
    others = {
        "another facility": {"facility": at.there},
        "another kind": {"kind": "reports.monthly"},
        "other arguments": {"arguments": {"a": 1}},
        "somebody else": {"by": accounts.second_person()},
    }
    return Deed(request_job, facts, others)


def _monthly(at):
    for place in (at.here, at.there):
        reports.work_recorded(facility=place)
    facts = {"facility": at.here, "period": "2026-04", "by": at.by}
    return Deed(
        request_monthly,
        facts,
        {"another facility": {"facility": at.there}, "another month": {"period": "2026-03"}},
    )


def _correction(at):
    one, other = at.two(reports.sealed)
    facts = {"edition": one, "reason": "Terlambat dicatat", "by": at.by}
    return Deed(request_correction, facts, {"another edition": {"edition": other}})


def _edition(at):
    facts = {"facility": at.here, "read": reports.read(facility=at.here), "by": at.by}
    others = {
        "another facility": {"facility": at.there},
        "another month": {"read": reports.read(facility=at.here, period="2026-03")},
    }
    return Deed(freeze, facts, others)


def _paper(name="", kind=DocumentKind.LETTER):
    return Paper(kind=kind, template=letters.LETTER, body=letters.BODY, printed_name=name)


def _document(at):
    facts = {"paper": _paper(), "facility": at.here, "on": letters.ON, "by": at.by}
    others = {
        "another facility": {"facility": at.there},
        "another name": {"paper": _paper("Slamet")},
        "another kind": {"paper": _paper(kind=DocumentKind.TRAINING_CERTIFICATE)},
    }
    return Deed(issue, facts, others)


DEEDS = {
    "assessments.services.start_assessment": _assessment,
    "assessments.services_certificates.register_certificate": _certificate,
    "inmates.services.hand_in_register": _register,
    "inmates.services_absences.send_out": absence,
    "inmates.services_apart.open_keep_apart": apart,
    "inmates.services_apart.reopen_keep_apart": apart_again,
    "inmates.services_blocks.add_block": block,
    "inmates.services_blocks.add_cell": cell,
    "inmates.services_arrivals.admit_again": readmission,
    "inmates.services_arrivals.confirm_arrival": arrival,
    "inmates.services_arrivals.enter_person": admission,
    "inmates.services_departures.leave": departure,
    "inmates.services_merging.merge_rows": merge,
    "inmates.services_history.grant_remission": remission,
    "inmates.services_history.write_line": register_line,
    "inmates.services_moves.move": one_moved,
    "inmates.services_moves.swap": swapped,
    "inmates.services_photo.put_photo": photo,
    "inmates.services_mapping.name_columns": columns,
    "rehab.services_groups.open_group": _group,
    "rehab.services_placement.place_on_track": _placement,
    "rehab.services_sessions.lay_session": _session,
    "rehab.services_tiers.decide_tier": _tier,
    "rutan.accounts.services.propose_role": role,
    "rutan.accounts.services_lists.save_list": kept_list,
    "rutan.accounts.services_users.create_user": user,
    "rutan.jobs.services.request_job": _job,
    "rutan.jobs.services_exports.request_export": list_file,
    "rutan.letters.services.issue": _document,
    "rutan.protection.services.request_disclosure": person_file,
    "rutan.protection.services_breach.report_breach": breach,
    "rutan.reports.services.freeze": _edition,
    "rutan.reports.services.request_correction": _correction,
    "rutan.reports.services.request_monthly": _monthly,
    "rutan.timetable.services.lay_booking": _booking,
    "rutan.timetable.services_hours.protect_hours": _hours,
    "rutan.timetable.services_readiness.declare_not_ready": _not_ready,
    "rutan.timetable.services_rooms.add_room": _room,
    "training.services.add_course": _course,
    "training.services.open_batch": _batch,
    "training.services_enrolment.enrol": _enrolment,
    "training.services_lessons.lay_lesson": _lesson,
}
