"""From one account and period to exactly the people whose records it opened, printed or took."""

import io
import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from rehab.domain.lifecycle import PlacementState
from rehab.services_placement import end_placement
from rutan.accounts.permissions import Role
from rutan.audit.models import Event
from rutan.core import clock
from rutan.protection.queries_breach import reach_of
from tests.factories import accounts, assessments, inmates, rehab

NOW = timezone.now()
HOUR = timedelta(hours=1)


@pytest.fixture
def place(db):
    return accounts.facility()


@pytest.fixture
def thief(place):
    return accounts.user_with(Role.REHAB_OFFICER, facility=place, username="pencuri")


def event(action, subject=None, *, by, ago=HOUR, facility=None, **facts):
    """Something that was done a while ago."""
    return Event.objects.create(
        at=NOW - ago, action=action, actor_id=by.pk, actor_name=by.full_name, facts=facts,
        subject_type=subject._meta.label_lower if subject else "", subject_id=subject and subject.pk,
        facility_id=(facility or subject.facility).pk,
    )  # fmt: skip


def read(thief, **options):
    return reach_of(thief, NOW - 2 * HOUR, NOW, **options)


def test_exactly_those_the_account_opened_in_that_time(place, thief):
    names = ("Dibuka", "Dicetak", "Penyaringan", "Sebelum", "Sesudah", "Orang Lain", "Diubah")
    people = [inmates.inmate(facility=place, full_name=name) for name in names]
    opened, printed, screened, before, after, others, changed = people
    form = assessments.draft(inmate=screened, by=rehab.an_assessor(facility=place))
    event("casefile.opened", opened, by=thief)
    event("casefile.opened", opened, by=thief, ago=HOUR / 2)
    event("inmates.photo.opened", opened, by=thief)
    event("casefile.history.printed", printed, by=thief, ago=2 * HOUR)
    event("assessments.draft.opened", form, by=thief)
    event("casefile.opened", before, by=thief, ago=2 * HOUR + timedelta(seconds=1))
    event("casefile.opened", after, by=thief, ago=timedelta(0))
    event("casefile.opened", others, by=accounts.second_person())
    event("inmates.person.corrected", changed, by=thief)
    event("inmates.list.opened", by=thief, facility=place, count=7)
    found = read(thief)
    assert {each.inmate.full_name: each.reads for each in found.people} == {
        "Dibuka": {
            "casefile.opened": [NOW - HOUR, NOW - HOUR / 2],
            "inmates.photo.opened": [NOW - HOUR],
        },
        "Dicetak": {"casefile.history.printed": [NOW - 2 * HOUR]},
        "Penyaringan": {"assessments.draft.opened": [NOW - HOUR]},
    }
    assert [(each.action, each.count) for each in found.lists] == [("inmates.list.opened", 7)]


def test_pages_of_several_people(place, thief):
    group = rehab.group(facility=place)
    member = rehab.placed(group=group).inmate
    rehab.placed(group=rehab.group(facility=place, name="Kelompok 2"))
    event("rehab.group.read", group, by=thief, ago=-HOUR)
    session = rehab.session(group=group)
    event("rehab.attendance.opened", session, by=thief, ago=-HOUR, facility=place)
    event("timetable.booking.opened", session.booking, by=thief, ago=-HOUR)
    found = reach_of(thief, timezone.now(), NOW + 2 * HOUR)
    assert {each.inmate: list(each.reads) for each in found.people} == {
        member: ["rehab.group.read", "rehab.attendance.opened", "timetable.booking.opened"]
    }


def test_a_group_is_read_as_it_stood_then(place, thief):
    by = accounts.second_person()
    with clock.turned_back(NOW - 96 * HOUR):
        group = rehab.group(facility=place)
        member, left = rehab.placed(group=group), rehab.placed(group=group)
    with clock.turned_back(NOW - 72 * HOUR):
        end_placement(
            placement=left, state=PlacementState.WITHDRAWN, ended_on=clock.today(), by=by, reason="Sakit"
        )
    event("rehab.group.read", group, by=thief, ago=24 * HOUR)
    rehab.placed(group=group)  # came later
    found = reach_of(thief, NOW - 30 * HOUR, NOW)
    assert [each.inmate for each in found.people] == [member.inmate]


def test_both_of_a_pair(place, thief):
    one, other = inmates.inmate(facility=place), inmates.inmate(facility=place)
    third, fourth = inmates.inmate(facility=place), inmates.inmate(facility=place)
    pair = inmates.kept_apart(one, other)
    event("inmates.keep_apart.read", pair, by=thief)
    event("inmates.doubles.compared", third, by=thief, number=fourth.register_number)
    assert {each.inmate for each in read(thief).people} == {one, other, third, fourth}


def test_one_facility_or_all(place, thief):
    there = accounts.facility(code="LUA", name="Rutan Luar")
    here, elsewhere = inmates.inmate(facility=place), inmates.inmate(facility=there)
    event("casefile.opened", here, by=thief)
    event("casefile.opened", elsewhere, by=thief)
    assert [each.inmate for each in read(thief, facility=place).people] == [here]
    assert {each.inmate for each in read(thief).people} == {here, elsewhere}


def test_one_command(place, thief):
    person = inmates.inmate(facility=place)
    inmates.inmate(facility=place, full_name="Tidak Dibuka")
    event("casefile.opened", person, by=thief)
    span = ["--from", (NOW - 2 * HOUR).isoformat(), "--to", NOW.isoformat()]
    out = io.StringIO()
    call_command("breach_report", "--user", "pencuri", *span, "--json", stdout=out)
    told = json.loads(out.getvalue())
    assert told["people"] == [
        {
            "facility": place.code,
            "register_number": person.register_number,
            "name": person.full_name,
            "records": {"casefile.opened": [(NOW - HOUR).isoformat()]},
        }
    ]
    text = io.StringIO()
    call_command("breach_report", "--user", "pencuri", *span, stdout=text)
    assert f"{person.full_name}\n  Membuka berkas" in text.getvalue()
    assert "Tidak Dibuka" not in text.getvalue()
    assert Event.objects.named("protection.breach.queried").count() == 2
    with pytest.raises(CommandError, match="no such user"):
        call_command("breach_report", "--user", "hantu", *span)
    with pytest.raises(CommandError, match="not a day"):
        call_command("breach_report", "--user", "pencuri", "--from", "kemarin", "--to", "2026-11-24")
    with pytest.raises(CommandError, match="after"):
        call_command("breach_report", "--user", "pencuri", "--from", "2026-11-24", "--to", "2026-11-24")
