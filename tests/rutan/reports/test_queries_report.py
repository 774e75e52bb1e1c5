"""What each figure counts, and what it does not; parts agree with their total."""

import uuid
from datetime import date, datetime, time

import pytest
from django.utils import timezone, translation

from rehab.domain.attendance import Mark, Marked
from rehab.domain.lifecycle import PlacementState
from rehab.domain.tiers import Tier
from rehab.services_placement import end_placement
from rehab.services_sessions import mark_attendance
from rutan.core import clock
from rutan.reports.catalogue import CATALOGUE
from rutan.reports.domain.report import Unit
from rutan.reports.domain.sealing import canonical
from rutan.reports.queries_rows import SHOWN
from rutan.timetable.enums import LostBy, NotReadyReason
from rutan.timetable.services import move_booking
from rutan.timetable.services_life import cancel_booking
from rutan.timetable.services_readiness import declare_not_ready
from tests.factories import accounts, assessments, inmates, rehab, reports

pytestmark = pytest.mark.django_db
QUERIES = 26


@pytest.fixture
def place():
    return reports.office()


def at(day, hour=20):
    """The clock turned back to an evening."""
    return clock.turned_back(timezone.make_aware(datetime.combine(day, time(hour))))


def figures(place):
    """All figures of April that count anything, by code."""
    return {code: list(each.rows) for code, each in reports.read(facility=place).figures.items() if each.rows}


def of(place, prefix):
    return {code: rows for code, rows in figures(place).items() if code.startswith(prefix)}


def person(place, **fields):
    return inmates.inmate(facility=place, **{"admitted_on": date(2024, 1, 1)} | fields)


def test_the_register_of_the_month(place):
    here = person(place)
    gone = person(place, state="released", left_on=date(2026, 4, 30))
    came = person(place, admitted_on=date(2026, 4, 1))
    person(place, state="released", left_on=date(2026, 3, 31))
    later = person(place, state="transferred", left_on=date(2026, 5, 1), admitted_on=date(2026, 4, 30))
    person(place, admitted_on=date(2026, 5, 1))
    person(accounts.facility(code="LUA", name="Rutan Luar"), admitted_on=date(2026, 4, 5))
    found = of(place, "intake")
    assert found == {
        "intake.custody": [here.pk, came.pk, later.pk],
        "intake.admitted": [came.pk, later.pk],
        "intake.left": [gone.pk],
    }


@pytest.fixture
def screened(place):
    """People by name, screened in April and beside it, and a draft of another form."""
    assessor = assessments.assessor(facility=place)
    men = {"sex": "L", "register_code": "B.I", "offence": "127 UU 35/2009", "born_on": date(2000, 9, 10)}
    one, two = person(place, **men), person(place, sex="P", register_code="A.II", offence="363 KUHP")
    smoker, early, late = person(place, offence=""), person(place), person(place)

    def screen(inmate, day, **levels):
        answers = assessments.assist(**levels)
        return assessments.signed_assist(inmate=inmate, by=assessor, answers=answers, taken_on=day)

    screen(one, date(2026, 4, 1), e="high")
    screen(one, date(2026, 4, 30), e="moderate", c="low")  # the last one of the month counts
    screen(two, date(2026, 4, 15), i="high", b="moderate")
    screen(smoker, date(2026, 4, 15), a="high")  # tobacco makes nobody's risk
    screen(early, date(2026, 3, 31), e="high")
    screen(late, date(2026, 5, 1), e="high")
    draft = assessments.draft(inmate=late, by=assessor, instrument="dast10", taken_on=date(2026, 4, 15))
    return one, two, smoker, late, draft


def test_people_screened_are_split_in_every_way(place, screened):
    one, two, smoker, _late, _draft = screened
    found = of(place, "intake")
    del found["intake.custody"]
    assert found == {
        "intake.screened": [one.pk, two.pk, smoker.pk],
        "intake.band.high": [two.pk],
        "intake.band.moderate": [one.pk],
        "intake.band.low": [smoker.pk],
        "intake.substance.ats": [one.pk],
        "intake.substance.opioids": [two.pk],
        "intake.substance.none": [smoker.pk],
        "intake.sex.L": [one.pk, smoker.pk],
        "intake.sex.P": [two.pk],
        "intake.age.18-25": [one.pk],
        "intake.age.46-55": [two.pk, smoker.pk],
        "intake.status.prisoner": [one.pk, smoker.pk],
        "intake.status.detainee": [two.pk],
        "intake.case.narcotics": [one.pk],
        "intake.case.other": [two.pk],
        "intake.case.unknown": [smoker.pk],
    }


def test_forms_signed_by_agency_and_what_is_still_open(place, screened):
    *_screened, late, draft = screened
    done = of(place, "assessment")
    every = done["assessment.done"]
    assert (len(every), done["assessment.done.assist"]) == (4, every)
    assert (done["assessment.done.assist.bnnk-tst"], done["assessment.done.by_bnnk-tst"]) == (every, every)
    assert done["assessment.open"] == [draft.pk]
    assert done["assessment.unscreened"] == [late.pk]


def end(placement, state, ended_on, **fields):
    end_placement(
        placement=placement,
        state=state,
        ended_on=ended_on,
        by=rehab.officer(facility=placement.facility),
        **fields,
    )


def test_placements_by_tier_and_by_how_they_stand(place):
    with at(date(2026, 3, 10)):
        mild = rehab.group(facility=place, tier=Tier.MILD, name="Ringan 1")
        severe = rehab.group(facility=place, tier=Tier.SEVERE, name="Berat 1")
        before = rehab.placed(group=severe)
        left_before = rehab.placed(group=severe)
        end(left_before, PlacementState.RELEASED, date(2026, 3, 10))
    with at(date(2026, 4, 5)):
        ended, active = rehab.placed(group=mild), rehab.placed(group=mild)
        released = rehab.placed(group=severe)
    with at(date(2026, 4, 30)):
        end(ended, PlacementState.COMPLETED, date(2026, 4, 20))
        end(released, PlacementState.RELEASED, date(2026, 4, 30))
    with at(date(2026, 5, 2)):
        rehab.placed(group=mild)
        end(active, PlacementState.DROPPED_OUT, date(2026, 5, 2), reason="x")
    decisions = sorted(each.decision_id for each in (ended, active, released))
    assert of(place, "placement") == {
        "placement.decided": decisions,
        "placement.decided.ringan": decisions[:2],
        "placement.decided.berat": decisions[2:],
        "placement.new": [ended.pk, active.pk, released.pk],
        "placement.new.ringan": [ended.pk, active.pk],
        "placement.new.berat": [released.pk],
        "placement.active": [before.pk, active.pk],
        "placement.active.ringan": [active.pk],
        "placement.active.berat": [before.pk],
        "placement.completed": [ended.pk],
        "placement.completed.ringan": [ended.pk],
        "placement.released": [released.pk],
        "placement.released.berat": [released.pk],
    }


def test_sessions_by_what_became_of_them_and_who_was_there(place):
    officer = rehab.officer(facility=place)
    with at(date(2026, 4, 1)):
        group = rehab.group(facility=place)
        one, two = rehab.placed(group=group), rehab.placed(group=group)
    days = [date(2026, 4, day) for day in (8, 9, 10, 11, 12)]
    held, lost, ill, replanned, unmarked = (rehab.session(group=group, day=day) for day in days)
    with at(date(2026, 4, 12)):
        mark_attendance(
            session=held, by=officer, marks={one.pk: Marked(Mark.PRESENT), two.pk: Marked(Mark.SICK)}
        )
        away = Marked(Mark.NOT_HELD, "facilitator")
        mark_attendance(session=lost, by=officer, marks={one.pk: away, two.pk: away})
        mark_attendance(
            session=ill, by=officer, marks={one.pk: Marked(Mark.SICK), two.pk: Marked(Mark.ABSENT)}
        )
    with at(date(2026, 4, 10)):
        cancel_booking(booking=replanned.booking, reason="Diganti", lost_by=LostBy.NONE, by=officer)
        slot = rehab.hour(facility=place, day=date(2026, 4, 25))
        move_booking(booking=unmarked.booking, room=unmarked.booking.room, slot=slot, by=officer)
    rehab.session(group=group, day=date(2026, 5, 1))
    found = of(place, "sessions")
    keys = [each.booking_id for each in (held, lost, ill, replanned, unmarked)]
    marks = {each.placement_id: each.pk for each in held.attendance.all()}
    for code, rows in {
        "planned": keys,
        "held": keys[:1],
        "lost_rutan": keys[1:2],
        "lost_person": keys[2:3],
        "replanned": keys[3:4],
        "unmarked": keys[4:],
        "moved": keys[4:],
    }.items():
        assert found.pop(f"sessions.{code}") == found.pop(f"sessions.{code}.rehab") == rows, code
    assert found == {
        "sessions.loss.facilitator": keys[1:2],
        "sessions.marks": sorted(marks.values()),
        "sessions.mark.present": [marks[one.pk]],
        "sessions.mark.sick": [marks[two.pk]],
    }


def test_what_stood_in_the_way_and_who_waits(place):
    with at(date(2026, 4, 10)):
        to_decide = rehab.screened(facility=place, admitted_on=date(2026, 4, 1))
        to_place = rehab.ready(facility=place, admitted_on=date(2026, 4, 1))
        period = declare_not_ready(
            facility=place,
            slot=rehab.hour(facility=place, day=date(2026, 4, 30), at=23, minutes=120),
            reason=NotReadyReason.SECURITY,
            by=rehab.officer(facility=place),
            request_key=uuid.uuid4(),
        )
    assert of(place, "problems") == {
        "problems.not_ready": [period.pk],
        "problems.reason.security": [period.pk],
        "problems.waiting.to_decide": [to_decide.pk],
        "problems.waiting.to_place": [to_place.pk],
    }


def test_parts_never_hold_a_row_that_their_whole_has_not(place):
    with at(date(2026, 4, 10)):
        rehab.placed(group=rehab.group(facility=place))
    report = reports.read(facility=place)
    for figure in report.figures.values():
        if figure.of:
            assert set(figure.rows) <= set(report.figures[figure.of].rows), figure.code


def test_every_figure_is_defined_and_every_kind_of_row_can_be_shown(place):
    report = reports.read(facility=place)
    used = {".".join(code.split(".")[:2]) for code in report.figures}
    assert used | {"outcomes.course"} == {definition.code for definition in CATALOGUE}
    assert set(SHOWN) == set(Unit)
    assert all(figure.definition and figure.label for figure in report.figures.values())


def test_the_words_are_those_of_the_paper_whoever_asks_and_the_data_can_be_sealed(place):
    accounts.agreement(facility=place, agency=accounts.agency())
    assessments.assessor(facility=place)
    with translation.override("en"):
        report = reports.read(facility=place)
    assert report.sections[0].title == "Penerimaan dan skrining"
    assert [vars(agreement) for agreement in report.agreements] == [
        {"agency": "BNNK Contoh", "number": "PKS-1", "starts_on": "2020-01-01", "assessors": 1}
    ]
    assert report.copies == ("Kepala BNNK Contoh",)
    assert canonical(report.as_data())


def test_reading_costs_the_same_with_more_people(place, django_assert_num_queries):
    with at(date(2026, 4, 10)):
        group = rehab.group(facility=place)
        rehab.placed(group=group)
    with django_assert_num_queries(QUERIES):
        reports.read(facility=place)
    with at(date(2026, 4, 11)):
        rehab.placed(group=group)
        rehab.placed(group=group)
    with django_assert_num_queries(QUERIES):
        reports.read(facility=place)
