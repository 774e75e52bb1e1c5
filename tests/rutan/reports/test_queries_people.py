"""The figures on people: the register, screening, assessment, placement; what each counts, and what not."""

import uuid
from datetime import date

import pytest

from inmates.models import Merge
from inmates.services_arrivals import admit_again
from rehab.domain.lifecycle import PlacementState
from rehab.domain.tiers import Tier
from rehab.services_placement import end_placement
from tests.factories import accounts, assessments, inmates, rehab, reports
from tests.inmates.merging import merged

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return reports.office()


def person(place, **fields):
    return inmates.inmate(facility=place, **{"admitted_on": date(2024, 1, 1)} | fields)


def end(placement, state, ended_on, **fields):
    end_placement(
        placement=placement,
        state=state,
        ended_on=ended_on,
        by=rehab.officer(facility=placement.facility),
        **{"reason": "Selesai lebih awal", **fields},
    )


def test_the_register_of_the_month(place):
    here = person(place)
    gone = person(place, state="released", left_on=date(2026, 4, 30))
    came = person(place, admitted_on=date(2026, 4, 1))
    person(place, state="released", left_on=date(2026, 3, 31))
    later = person(place, state="transferred", left_on=date(2026, 5, 1), admitted_on=date(2026, 4, 30))
    person(place, admitted_on=date(2026, 5, 1))
    person(accounts.facility(code="LUA", name="Rutan Luar"), admitted_on=date(2026, 4, 5))
    found = reports.counted(place, "intake")
    assert found == {
        "intake.custody": [here.pk, came.pk, later.pk],
        "intake.admitted": [came.pk, later.pk],
        "intake.left": [gone.pk],
    }


def test_who_came_back_was_here_before_and_each_is_counted_once(place):
    back = person(place, state="released", left_on=date(2026, 3, 15))
    facts = {"register_code": "A.I", "register_number": "X.1", "admitted_on": date(2026, 5, 2), "cell": None}
    facts |= {"expires_on": date(2027, 1, 1)}
    by = accounts.second_person()
    admit_again(inmate=back, facts=facts, by=by, request_key=uuid.uuid4())
    merged(person(place, admitted_on=date(2026, 4, 2)), person(place, admitted_on=date(2026, 4, 3)), by=by)
    kept = Merge.objects.get().kept
    february, april, may = (reports.counted(place, "intake", period=f"2026-{each:02}") for each in (2, 4, 5))
    assert february == {"intake.custody": [back.pk]}
    assert april == {"intake.custody": [kept.pk], "intake.admitted": [kept.pk]}
    assert may == {"intake.custody": [back.pk, kept.pk], "intake.admitted": [back.pk]}


def test_a_person_of_two_rows_is_screened_once_by_the_last_of_both(place):
    assessor = assessments.assessor(facility=place)
    one, two = person(place, sex="P"), person(place)
    for row, day, level in ((one, 3, "low"), (two, 9, "high")):
        answers = assessments.assist(e=level)
        assessments.signed_assist(inmate=row, by=assessor, answers=answers, taken_on=date(2026, 4, day))
    merge = merged(one, two)
    assert merge.kept == one
    found = reports.counted(place, "intake")
    assert found["intake.screened"] == found["intake.band.high"] == found["intake.sex.P"] == [one.pk]
    assert len(reports.counted(place, "assessment")["assessment.done"]) == 2


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
    found = reports.counted(place, "intake")
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
    done = reports.counted(place, "assessment")
    every = done["assessment.done"]
    assert (len(every), done["assessment.done.assist"]) == (4, every)
    assert (done["assessment.done.assist.bnnk-tst"], done["assessment.done.by_bnnk-tst"]) == (every, every)
    assert done["assessment.open"] == [draft.pk]
    assert done["assessment.unscreened"] == [late.pk]


def test_placements_by_tier_and_by_how_they_stand(place):
    with reports.evening_of(date(2026, 3, 10)):
        mild = rehab.group(facility=place, tier=Tier.MILD, name="Ringan 1")
        severe = rehab.group(facility=place, tier=Tier.SEVERE, name="Berat 1")
        before = rehab.placed(group=severe)
        left_before = rehab.placed(group=severe)
        end(left_before, PlacementState.RELEASED, date(2026, 3, 10))
    with reports.evening_of(date(2026, 4, 5)):
        ended, active = rehab.placed(group=mild), rehab.placed(group=mild)
        released = rehab.placed(group=severe)
    with reports.evening_of(date(2026, 4, 30)):
        end(ended, PlacementState.COMPLETED, date(2026, 4, 20))
        end(released, PlacementState.RELEASED, date(2026, 4, 30))
    with reports.evening_of(date(2026, 5, 2)):
        rehab.placed(group=mild)
        end(active, PlacementState.DROPPED_OUT, date(2026, 5, 2), reason="x")
    decisions = sorted(each.decision_id for each in (ended, active, released))
    assert reports.counted(place, "placement") == {
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
