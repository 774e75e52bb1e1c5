"""The auditor reads what happened at one facility, and that is written down as well."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.wording import NAMES as INSTRUMENTS
from inmates import consequences
from inmates.domain.columns import Column
from inmates.domain.register_history import EntryKind
from inmates.domain.sentence import Milestone
from inmates.enums import AbsenceKind, ConsentState, ConsentSubject, Departure, RowVerdict
from inmates.forms_list import PeopleFilter
from rehab.domain.attendance import Mark
from rehab.domain.lifecycle import DecisionState, PlacementState
from rutan.accounts.permissions import ROLE_PERMISSIONS, Role
from rutan.audit.models import Event
from rutan.dashboard import catalogue as dashboard
from rutan.dashboard import todo
from rutan.dashboard.charts import CHARTS
from rutan.letters.enums import DocumentKind, Office
from rutan.reports import catalogue as reports
from rutan.reports.wording_audit import FACTS, action_in_words, facts_in_words, subject_in_words
from rutan.timetable.domain.conflicts import SEVERITY, Severity
from rutan.timetable.enums import LostBy, NotReadyReason
from tests.architecture import scan
from tests.factories import accounts, inmates
from tests.factories.accounts import signed_in

pytestmark = pytest.mark.django_db
# The seven of every page (tests/inmates/test_pages.py); who can have acted, events, names of people, the audit event.
QUERIES = 11


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def auditor(place):
    return signed_in(accounts.user_with(Role.AUDITOR, facility=place, username="auditor"))


def event(place, action="casefile.opened", *, actor=None, at=None, **fields):
    facts = {"action": action, "facility_id": place.pk if place else None, "at": at or timezone.now()}
    if actor:
        facts |= {"actor_id": actor.pk, "actor_name": actor.full_name}
    return Event.objects.create(**facts, **fields)


def shown(auditor, **query):
    return [row.code for row in auditor.get("/reports/audit/", query).context["rows"]]


def test_only_what_happened_at_ones_own_facility_is_shown_newest_first(auditor, place):
    other = accounts.facility(code="LUA", name="Rutan Luar")
    hour = timedelta(hours=1)
    event(place, "jobs.job.requested", at=timezone.now() - 2 * hour)
    event(place, "rehab.tier.decided", at=timezone.now() - hour)
    event(other, "casefile.opened")
    event(None, "inmates.searched")
    assert shown(auditor) == ["rehab.tier.decided", "jobs.job.requested"]


def test_it_is_narrowed_by_day_person_and_action(auditor, place):
    head = accounts.user_with(Role.HEAD, facility=place)
    today = timezone.localdate()
    event(place, "casefile.opened", actor=head)
    event(place, "inmates.searched", actor=accounts.user_with(Role.SECURITY, facility=place))
    event(place, "jobs.job.requested", actor=head, at=timezone.now() - timedelta(days=2))
    assert shown(auditor, actor=head.pk) == ["casefile.opened", "jobs.job.requested"]
    assert shown(auditor, action="inmates.searched") == ["inmates.searched"]
    assert shown(auditor, day=(today - timedelta(days=2)).isoformat()) == ["jobs.job.requested"]
    assert shown(auditor, day=today.isoformat(), actor=head.pk, action="inmates.searched") == []


def test_a_day_begins_at_midnight_of_the_facility(place, auditor):
    midnight = timezone.make_aware(timezone.datetime(2026, 3, 4), place.zone)
    event(place, "casefile.opened", at=midnight)
    event(place, "inmates.searched", at=midnight - timedelta(seconds=1))
    assert shown(auditor, day="2026-03-04") == ["casefile.opened"]
    assert shown(auditor, day="2026-03-03") == ["inmates.searched"]


@pytest.mark.parametrize("query", [{"day": "kemarin"}, {"actor": "999999"}, {"action": "no.such.thing"}])
def test_a_filter_that_is_none_says_so_and_shows_nothing(auditor, place, query):
    event(place, "casefile.opened")
    answer = auditor.get("/reports/audit/", query)
    assert answer.status_code == 404
    assert "Membuka berkas" not in answer.content.decode().split("<main")[1].split("notice-warning")[1]


def test_people_are_named_and_linked_only_within_reach(auditor, place):
    person = inmates.inmate(facility=place, full_name="Slamet Nugroho")
    foreign = inmates.inmate(
        facility=accounts.facility(code="LUA", name="Rutan Luar"), full_name="Orang Luar"
    )
    for inmate in (person, foreign):
        event(place, subject_type="inmates.inmate", subject_id=inmate.pk)
    page = auditor.get("/reports/audit/").content.decode()
    assert f'href="/inmates/{person.pk}/"' in page
    assert "Slamet Nugroho" in page
    assert "Orang Luar" not in page
    assert f"warga binaan {foreign.pk}" in page


def test_reading_the_trail_stands_in_the_trail(auditor, place):
    event(place)
    auditor.get("/reports/audit/", {"action": "casefile.opened"})
    read = Event.objects.get(action="reports.audit.opened")
    assert (read.actor_name, read.facts) == (
        "Auditor",
        {"count": 1, "looked_for": {"action": "casefile.opened"}},
    )


def test_it_turns_over_and_costs_the_same(auditor, place, django_assert_num_queries):
    start = timezone.now() - timedelta(days=1)
    subject = {"subject_type": "inmates.inmate"}
    event(place, at=start, subject_id=inmates.inmate(facility=place).pk, **subject)
    with django_assert_num_queries(QUERIES):
        auditor.get("/reports/audit/", {"action": "casefile.opened"})
    for number in range(1, 70):
        person = inmates.inmate(facility=place)
        event(place, at=start, subject_id=person.pk, facts={"count": number}, **subject)
    with django_assert_num_queries(QUERIES):
        first = auditor.get("/reports/audit/", {"action": "casefile.opened"})
    second = auditor.get(f"/reports/audit/{first.context['page'].following}")
    events = [event.pk for page in (first, second) for event in page.context["page"].rows]
    every = Event.objects.filter(action="casefile.opened").order_by("-at", "-pk").values_list("pk", flat=True)
    assert events == list(every)


@pytest.mark.parametrize("role", [Role.HEAD, Role.ADMINISTRATOR, Role.REHAB_OFFICER, Role.SECURITY])
def test_others_do_not_read_it(role, place):
    assert signed_in(accounts.user_with(role, facility=place)).get("/reports/audit/").status_code == 403


def test_what_has_no_words_is_shown_by_its_code():
    assert action_in_words("new.thing.done") == "new.thing.done"
    assert subject_in_words("new.thing", 7) == "new.thing 7"
    assert subject_in_words("", None) == ""
    assert facts_in_words({"count": 2, "new": ["a", {"b": 1}]}) == "jumlah: 2 · new: a, b 1"


def test_long_lists_are_shortened_and_empty_facts_left_out():
    facts = {"inmates": list(range(40)), "reason": "", "changed": [], "hard": True, "until": None}
    assert facts_in_words(facts) == "warga binaan: 0, 1, 2, 3, 4, 5, 6, 7, … (40) · tidak boleh disela: ya"


def test_every_fact_that_is_written_down_has_a_word():
    """Keywords of every call that records something, read off the code."""
    told = {"action", "subject", "by", "facility"}
    written = {
        keyword.arg
        for source in scan.sources(scan.ROOT)
        if "/domain/" not in source.path
        for call, name in scan.calls(source.tree)
        if name == "record"
        for keyword in call.keywords
        if keyword.arg
    }
    assert len(written) > 20
    assert sorted(written - told - set(FACTS)) == []


def test_codes_are_said_in_words():
    facts = {"counts": {"present": 3, "sick": 1}, "lost_by": "rutan", "number": "BNN/9001"}
    assert facts_in_words(facts) == "kehadiran: hadir 3, sakit 1 · hilang karena: rutan · nomor: BNN/9001"


def codes_of_facts():
    """Every code that is written down as a fact, by the fact."""
    yield from (("role", role.value) for role in Role)
    yield from (("needs", permission.value) for role in Role for permission in ROLE_PERMISSIONS[role])
    yield from (
        ("kind", kind.value) for kind in (*AbsenceKind, *Departure, *DocumentKind, *EntryKind, *Milestone)
    )
    yield from (
        ("kind", kind)
        for kind in ("monthly", "xlsx", "csv", "pdf", "inmates.apply_register", "reports.monthly")
    )
    yield from (("state", state.value) for state in (*DecisionState, *PlacementState))
    yield from (("about", subject.value) for subject in ConsentSubject)
    yield from (("about", kind.code) for kind in consequences.registered())
    yield from (("said", state.value) for state in ConsentState)
    yield from (("instrument", code) for code in INSTRUMENTS)
    yield from (("office", office.value) for office in Office)
    yield from (("reason", reason.value) for reason in NotReadyReason)
    yield from (("fields", column.value) for column in Column)
    yield from (("looked_for", name) for name in PeopleFilter.base_fields)
    yield from (
        ("overridden", kind.value) for kind, severity in SEVERITY.items() if severity is Severity.SOFT
    )
    yield from (("figure", code) for code in (*dashboard.BY_CODE, *todo.BY_CODE))
    yield from (("table", code) for code in (*CHARTS, "inmates:list"))
    yield from (("part", part) for part in ("completed", "to_decide.none", "to_place.sedang", "ringan"))
    yield from (("code", definition.code) for definition in reports.CATALOGUE)
    yield from (("source", code) for code in ("group:12", "batch:3", "case_officer"))
    yield from (("decided", verdict.value) for verdict in RowVerdict)
    yield from (("counts", mark.value) for mark in Mark)
    yield from (("lost_by", side.value) for side in LostBy)


SAME_WORD = {"csv", "xlsx", "pdf", "final", "alias", "rutan"}


def test_no_code_is_shown_as_itself():
    raw = [
        (fact, code)
        for fact, code in codes_of_facts()
        if code in facts_in_words({fact: code}).split(": ", 1)[1].split() and code not in SAME_WORD
    ]
    assert raw == []
    assert facts_in_words({"figure": "completed"}) == "angka: Selesai program"


def test_what_a_trail_was_narrowed_to_is_said_in_words():
    assert (
        facts_in_words({"looked_for": {"action": "casefile.opened"}})
        == "yang dicari: Perbuatan Membuka berkas warga binaan"
    )
    assert facts_in_words({"needs": ["tier_decide"]}) == "memerlukan: Petugas rehabilitasi"


@pytest.mark.parametrize("name", ["Rapat", "BNN/9001", "Kunjungan keluarga"])
def test_a_name_stays_a_name(name):
    assert facts_in_words({"reason": name}) == f"alasan: {name}"
