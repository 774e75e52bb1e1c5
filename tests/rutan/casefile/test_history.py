"""The line of time: each role reads the kinds of events its row of the role table gives it, and can read all of them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from inmates.enums import ConsentSubject
from rehab.domain.attendance import Mark, Marked
from rehab.services_sessions import mark_attendance
from rutan.accounts.permissions import Role
from rutan.audit.models import Event
from rutan.casefile.history import SHOWN, Happened
from rutan.core import clock
from tests.factories import accounts, inmates, rehab, training
from tests.factories.accounts import signed_in
from tests.rutan.casefile.test_pages import ASSIGNED, reader

pytestmark = pytest.mark.django_db
R = Role
AGENCY = {R.ASSESSOR, R.COORDINATOR}
HOUSE = {R.HEAD, R.REHAB_OFFICER, R.CASE_OFFICER, R.AUDITOR}
CELLS = HOUSE | {R.REGISTRAR, R.FACILITATOR, R.INSTRUCTOR, R.SECURITY}
DATES = HOUSE | AGENCY | {R.REGISTRAR, R.SECURITY}
# What only an event of one kind says, and who reads it ("Who sees and does what" of the contracts).
SOURCES = {
    "Masuk</div>": DATES,
    "Pindah ke kamar B2": CELLS,
    "Dibawa keluar: ": DATES & CELLS,
    "ASSIST ditandatangani": HOUSE | AGENCY,
    "Kategori diputuskan: ": HOUSE | AGENCY | {R.FACILITATOR},
    "Ditempatkan di Kelompok 1": HOUSE | AGENCY | {R.FACILITATOR},
    "Konseling kelompok: hadir": HOUSE | {R.FACILITATOR, R.COORDINATOR},
    "Konseling kelompok: sakit": HOUSE
    | {R.COORDINATOR},  # at a session of a former group, led by somebody else
    "Masuk pelatihan keterampilan: Barista": HOUSE | {R.INSTRUCTOR, R.COORDINATOR},
    "Masuk pelatihan keterampilan: Menjahit": HOUSE | {R.COORDINATOR},  # taught by somebody else
    "Persetujuan diberikan": {R.HEAD, R.REHAB_OFFICER, R.AUDITOR},
    "Berkas dibuka untuk": {R.REHAB_OFFICER, R.AUDITOR},
}


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def person(place):
    """Somebody with an event of every kind, who lets BNNK know of it all."""
    person = rehab.ready(facility=place, full_name="Slamet Nugroho", cell=inmates.cell(facility=place))
    _attends(place, person)
    training.enrolment(batch=training.batch(facility=place, running=True), inmate=person)
    sewing = training.course(code="JHT", name="Menjahit")
    training.enrolment(batch=training.batch(facility=place, running=True, course=sewing), inmate=person)
    inmates.moved(person, inmates.cell(facility=place, code="B2"))
    inmates.away(person, kind="court", destination="PN Contoh")
    for subject in (ConsentSubject.SCREENING, ConsentSubject.PROGRESS):
        inmates.consent(inmate=person, subject=subject, agency=accounts.agency())
    return person


def _attends(place, person):
    """A session of the group, and an earlier one that the group's facilitator had nothing to do with."""
    days = timedelta(days=1)
    former = accounts.user_with(R.FACILITATOR, facility=place, username="dulu")
    first = rehab.group(facility=place, name="Kelompok Dulu", facilitator=former)
    placed = rehab.placed(group=first, inmate=person, starts_on=clock.today() - 4 * days)
    _marked(rehab.session(group=first, day=clock.today() - 3 * days), placed, Mark.SICK)
    _end(placed)
    group = rehab.group(facility=place)
    again = rehab.placed(group=group, inmate=person, starts_on=clock.today() - 2 * days)
    _marked(rehab.session(group=group, day=clock.today() - days), again, Mark.PRESENT)


def _marked(session, placement, mark):
    mark_attendance(session=session, marks={placement.pk: Marked(mark)}, by=accounts.second_person())


def _end(placement):
    placement.__class__.objects.filter(pk=placement.pk).update(
        state="transferred", ended_on=clock.today() - timedelta(days=2), ended_by=accounts.second_person()
    )


def its_reader(role, place, person):
    """As ``reader``; the facilitator is that of the group, the instructor that of the first batch."""
    if role is R.FACILITATOR:
        return rehab.facilitator(facility=place)
    if role is R.INSTRUCTOR:
        return person.enrolments.get(batch__course__name="Barista").batch.instructor
    return reader(role, place, person)


def text_of(response):
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("role", [role for role in R if role is not R.ADMINISTRATOR])
@pytest.mark.parametrize("page", ["inmates:show", "inmates:history", "inmates:history_print"])
def test_each_role_reads_its_kinds_of_events(role, page, place, person):
    client = signed_in(its_reader(role, place, person))
    address = reverse(page, args=[person.pk])
    pages = [client.get(address)]
    year = pages[0].context.get("year")
    pages += [client.get(address, {"year": number}) for number, _count in (year.all if year else ())]
    read = "".join(map(text_of, pages))
    assert {text for text in SOURCES if text in read} == {
        text for text, roles in SOURCES.items() if role in roles
    }


@pytest.mark.parametrize("role", [R.FACILITATOR, R.INSTRUCTOR])
def test_the_register_does_not_tell_those_without_it_when_somebody_left(role, place, person):
    user = its_reader(role, place, person)
    inmates.gone(person, by=accounts.second_person(), on=clock.today())
    page = text_of(signed_in(user).get(reverse("inmates:show", args=[person.pk])))
    head = text_of(signed_in(rehab.head(facility=place)).get(reverse("inmates:show", args=[person.pk])))
    told = "Bebas</span> " + page.partition("Bebas</span> ")[2][:1]
    assert told == "Bebas</span> ·"
    assert "Bebas</span> ·" not in head


def busy(place, *, moves):
    """Somebody moved so often, a day apart, who was admitted two years before."""
    person = inmates.inmate(facility=place, full_name="Slamet Nugroho", cell=inmates.cell(facility=place))
    for number in range(moves):
        cell = inmates.cell(facility=place, code="B2" if number % 2 else "C3")
        inmates.moved(person, cell, at=clock.now() - timedelta(hours=moves - number))
    return person


def test_what_does_not_fit_beside_the_file_is_counted_and_a_link_away(place):
    person, client = busy(place, moves=SHOWN + 4), signed_in(rehab.head(facility=place))
    page = text_of(client.get(reverse("inmates:show", args=[person.pk])))
    whole = reverse("inmates:history", args=[person.pk])
    assert f'<a href="{whole}">5 catatan sebelumnya tidak tampil di sini' in page
    assert (page.count("Pindah ke kamar"), "Masuk</div>" in page) == (SHOWN, False)
    paper = text_of(client.get(reverse("inmates:history_print", args=[person.pk])))
    assert (paper.count("Pindah ke kamar"), "Masuk</div>" in paper) == (SHOWN + 4, True)


def test_a_short_history_has_nothing_more(place):
    page = text_of(
        signed_in(rehab.head(facility=place)).get(reverse("inmates:show", args=[busy(place, moves=1).pk]))
    )
    assert "tidak tampil di sini" not in page


def test_the_whole_history_is_turned_over_by_year(place):
    person, client = busy(place, moves=3), signed_in(rehab.head(facility=place))
    address, admitted = reverse("inmates:history", args=[person.pk]), person.admitted_on.year
    latest = client.get(address)
    assert [year for year, _count in latest.context["year"].all][-1] == admitted
    assert sum(count for _year, count in latest.context["year"].all) == 4
    assert "Masuk</div>" not in text_of(latest)
    assert "Masuk</div>" in text_of(client.get(address, {"year": admitted}))
    for nonsense in ("", "x", "9999", "1" * 400, "²"):
        assert client.get(address, {"year": nonsense}).context["year"].number == latest.context["year"].number


def test_opening_and_printing_are_written_down(place):
    person, client = busy(place, moves=1), signed_in(rehab.head(facility=place))
    for page in ("inmates:history", "inmates:history_print"):
        client.get(reverse(page, args=[person.pk]))
    opened = Event.objects.filter(subject_id=person.pk, action__startswith="casefile").order_by("pk")
    assert list(opened.values_list("action", flat=True)) == [
        "casefile.history.opened",
        "casefile.history.printed",
    ]


def test_out_of_reach_there_is_no_history(place):
    person = busy(place, moves=1)
    for role in ASSIGNED:
        client = signed_in(accounts.user_with(role, facility=place))
        for page in ("inmates:history", "inmates:history_print"):
            assert client.get(reverse(page, args=[person.pk])).status_code == 404


def test_what_was_written_down_on_one_day_stands_in_the_order_of_writing(place):
    person, officer = rehab.ready(facility=place), rehab.officer(facility=place)
    for state in ("given", "withdrawn", "given", "withdrawn"):
        rehab.record_consent(
            inmate=person, subject=ConsentSubject.IDENTITY, state=state, decided_on=clock.today(),
            agency=accounts.agency(), by=officer,
        )  # fmt: skip
    page = text_of(signed_in(officer).get(reverse("inmates:history", args=[person.pk])))
    withdrawn, decided, assist = (
        page.index(text) for text in ("Persetujuan dicabut", "Kategori diputuskan", "ASSIST ditandatangani")
    )
    assert withdrawn < page.index("Persetujuan diberikan") < decided < assist  # newest first


def test_a_day_written_down_late_stands_at_its_end_and_one_written_before_at_its_beginning():
    day, zone = date(2026, 5, 1), ZoneInfo("Asia/Jakarta")
    begins = datetime(2026, 5, 1, tzinfo=zone)
    keys = [
        Happened(day, "x", recorded_at=recorded).key(zone)
        for recorded in (
            None,
            begins - timedelta(days=1),
            begins + timedelta(hours=9),
            begins + timedelta(days=9),
        )
    ]
    assert keys == [begins, begins, begins + timedelta(hours=9), begins + timedelta(days=1)]
