"""Writing into the register by hand: what may follow, remissions, sentences and their milestones, official dates."""

import uuid
from datetime import date, timedelta

import pytest

from inmates.domain.register_codes import RegisterCode
from inmates.domain.register_history import Entry, EntryKind
from inmates.domain.sentence import Milestone, Term
from inmates.enums import RemissionKind
from inmates.models import RegisterEntry, Remission, Sentence
from inmates.queries_history import stays_of
from inmates.refusals import RegisterRefused
from inmates.services_history import (
    Letter,
    grant_remission,
    record_official_date,
    record_sentence,
    write_line,
)
from rutan.accounts.permissions import Role
from rutan.core import clock
from tests.factories import accounts, inmates

pytestmark = pytest.mark.django_db
LATER = date(2027, 3, 1)


@pytest.fixture
def by():
    return accounts.second_person()


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def detained(place):
    return inmates.inmate(facility=place, register_code="A.I", expires_on=date(2026, 12, 1))


@pytest.fixture
def sentenced(place):
    return inmates.inmate(facility=place, register_code="B.I", expires_on=date(2028, 6, 30))


def line(kind, code, *, expires_on=LATER, starts_on=None):
    starts_on = starts_on or clock.today()
    return Entry(EntryKind(kind), RegisterCode(code), "B.I.9/2026", starts_on, expires_on)


def written(inmate, entry, by, key=None):
    return write_line(inmate=inmate, line=entry, by=by, request_key=key or uuid.uuid4(), letter=Letter("S-1"))


def test_an_extension_and_a_move_to_b_keep_their_history(detained, by):
    written(detained, line("extension", "A.I"), by)
    written(detained, line("change", "B.I", expires_on=date(2029, 1, 1)), by)
    detained.refresh_from_db()
    assert (detained.register_code, detained.expires_on) == ("B.I", date(2029, 1, 1))
    kinds = RegisterEntry.objects.of(detained).values_list("kind", flat=True)
    assert list(kinds) == ["first", "extension", "change"]


def test_the_same_form_twice_writes_one_line(detained, by):
    key = uuid.uuid4()
    first, second = (written(detained, line("extension", "A.I"), by, key) for _ in range(2))
    assert first == second
    assert RegisterEntry.objects.of(detained).count() == 2


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (("extension", "A.II"), "Registernya berbeda; pilih “Pindah register”."),
        (("change", "A.I"), "Registernya sama; pilih perpanjangan atau pembetulan."),
        (("change", "SH"), "Pidana seumur hidup atau mati tidak mempunyai tanggal ekspirasi."),
    ],
)
def test_what_may_not_follow_is_said_in_words(detained, by, entry, said):
    with pytest.raises(RegisterRefused) as refusal:
        written(detained, line(*entry), by)
    assert refusal.value.messages == [said]
    assert RegisterEntry.objects.of(detained).count() == 1


def test_nothing_is_written_for_somebody_who_has_left(detained, by):
    inmates.left(detained)
    for write in (
        lambda: written(detained, line("extension", "A.I"), by),
        lambda: record_sentence(inmate=detained, term=Term(years=1), counts_from=clock.today(), by=by),
        lambda: record_official_date(
            inmate=detained, milestone=Milestone.HALF, day=LATER, source="SDP", by=by
        ),
    ):
        with pytest.raises(RegisterRefused, match="tidak sedang ditahan"):
            write()


def remission(inmate, by, *, months=1, days=15, key=None):
    return grant_remission(
        inmate=inmate,
        kind=RemissionKind.GENERAL,
        term=Term(months=months, days=days),
        granted_on=clock.today(),
        by=by,
        request_key=key or uuid.uuid4(),
    )


def test_a_remission_brings_the_end_forward_and_stays_in_the_history(sentenced, by):
    key = uuid.uuid4()
    assert remission(sentenced, by, key=key) == remission(sentenced, by, key=key)
    sentenced.refresh_from_db()
    assert sentenced.expires_on == date(2028, 5, 15)
    entry = RegisterEntry.objects.of(sentenced).last()
    assert (entry.kind, entry.expires_on, entry.remission.term) == (
        "remission",
        date(2028, 5, 15),
        Term(months=1, days=15),
    )
    assert Remission.objects.count() == 1


def test_a_remission_larger_than_the_rest_ends_the_sentence_on_its_day(sentenced, by):
    remission(sentenced, by, months=60, days=0)
    sentenced.refresh_from_db()
    assert sentenced.expires_on == clock.today()


def test_a_detainee_has_no_remission(detained, by):
    with pytest.raises(RegisterRefused, match="yang dapat dimajukan"):
        remission(detained, by)


def test_milestones_are_estimates_until_the_official_system_says_otherwise(sentenced, by):
    starts = date(2026, 1, 15)
    record_sentence(inmate=sentenced, term=Term(years=9), counts_from=starts, by=by)
    record_sentence(inmate=sentenced, term=Term(years=2), counts_from=starts, by=by)
    assert (Sentence.objects.count(), Sentence.all_objects.count()) == (1, 2)
    assert days_of(sentenced)[Milestone.TWO_THIRDS] == (date(2027, 5, 15), False)
    record_official_date(
        inmate=sentenced, milestone=Milestone.TWO_THIRDS, day=date(2027, 5, 20), source="SDP", by=by
    )
    assert days_of(sentenced)[Milestone.TWO_THIRDS] == (date(2027, 5, 20), True)
    record_official_date(inmate=sentenced, milestone=Milestone.TWO_THIRDS, day=None, source="", by=by)
    assert days_of(sentenced)[Milestone.TWO_THIRDS] == (date(2027, 5, 15), False)
    remission(sentenced, by, months=3, days=0)
    assert days_of(sentenced)[Milestone.TWO_THIRDS] == (date(2027, 3, 15), False)


def days_of(inmate):
    (shown,) = stays_of(inmate, accounts.user_with(Role.REGISTRAR, facility=inmate.facility))
    return {each.milestone: (each.day, each.official is not None) for each in shown.reached}


def test_days_without_an_order_are_counted(place, by):
    today = clock.today()
    detained = inmates.inmate(facility=place, register_code="A.I", expires_on=today - timedelta(days=4))
    written(detained, line("extension", "A.I", expires_on=today + timedelta(days=30)), by)
    (shown,) = stays_of(detained, accounts.user_with(Role.REGISTRAR, facility=place))
    assert [each.gap for each in shown.lines] == [3, 0]
