"""The register of breaches: what is told stays, notices are sent once, it is closed when complete, the clock is seen."""

import uuid
from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from rutan.accounts.permissions import ROLE_PERMISSIONS, Permission, Role
from rutan.accounts.scope import acting
from rutan.audit.models import Event
from rutan.audit.services import record
from rutan.dashboard.todo import todays_work
from rutan.protection import services_breach as services
from rutan.protection.models import Breach, BreachPerson
from rutan.protection.services_breach import BreachRefused
from rutan.reports.wording_audit import facts_in_words
from tests.factories import accounts, inmates, protection
from tests.factories.accounts import signed_in
from tests.typed_sql import changed, copied, refused, run

HOUR = timedelta(hours=1)
TABLE, PEOPLE = "protection_breach", "protection_breachperson"


@pytest.fixture
def place(db):
    return accounts.facility()


@pytest.fixture
def head(place):
    return accounts.user_with(Role.HEAD, facility=place)


@pytest.fixture
def thief(place):
    return accounts.user_with(Role.REHAB_OFFICER, facility=place, username="pencuri")


@pytest.fixture
def breach(place, head):
    return protection.breach(facility=place, by=head)


def told(breach, by):
    """Both notices and the remedy."""
    now = timezone.now()
    services.notify_authority(breach=breach, by=by, at=now, letter="7/PDP/2026")
    services.notify_subjects(breach=breach, by=by, at=now, how="Surat dengan tanda terima")
    services.write_remedy(breach=breach, by=by, remedy="Sandi diganti")
    return breach


def test_who_may():
    def allowed(permission):
        return {role for role, held in ROLE_PERMISSIONS.items() if permission in held}

    assert allowed(Permission.BREACH_VIEW) == {Role.HEAD, Role.AUDITOR}
    assert allowed(Permission.BREACH_EDIT) == {Role.HEAD}


def test_moments_that_cannot_be(place, head):
    now = timezone.now()
    for moments in (
        {"known_at": now + HOUR},
        {"happened_from": now, "happened_to": now + HOUR},
        {"happened_from": now - HOUR, "happened_to": now - 2 * HOUR},
    ):
        with pytest.raises(BreachRefused, match="diketahui"):
            protection.breach(facility=place, by=head, **moments)
    with pytest.raises(BreachRefused, match="data apa"):
        protection.breach(facility=place, by=head, texts={**protection.BREACH, "data": " "})
    assert not Breach.all_objects.exists()


def test_the_list_of_people_is_written_once(place, head, thief):
    opened, untouched = inmates.inmate(facility=place), inmates.inmate(facility=place)
    late = inmates.inmate(facility=place)
    record(action="casefile.opened", subject=opened, by=thief)
    going_on = protection.breach(facility=place, by=head, account=thief, happened_to=timezone.now() + HOUR)
    with pytest.raises(BreachRefused, match="belum lewat"):
        services.list_people(breach=going_on, by=head)
    breach = protection.breach(facility=place, by=head, account=thief, known_ago=timedelta(0))
    with pytest.raises(BreachRefused, match="dijangkau akun"):
        services.close_breach(breach=told(breach, head), by=head, reason="Selesai")
    services.list_people(breach=breach, by=head)
    row = BreachPerson.objects.get()
    assert (row.inmate, list(row.fields), row.facility) == (opened, ["casefile.opened"], place)
    record(action="casefile.opened", subject=late, by=thief)
    with pytest.raises(BreachRefused, match="sudah dicatat"):
        services.list_people(breach=breach, by=head)
    page = signed_in(head).get(f"/protection/breaches/{breach.pk}/").content.decode()
    assert opened.full_name in page
    assert f"/inmates/{late.pk}/" not in page
    assert f"/inmates/{untouched.pk}/" not in page
    with refused("breach_person_listed_once"):
        copied(PEOPLE, row.pk, inmate_id=late.pk)
    with pytest.raises(ProgrammingError, match="permission denied"):
        changed(PEOPLE, row.pk, "fields = '{}'")


def test_without_an_account_there_is_no_list(breach, head):
    with pytest.raises(BreachRefused, match="Akun tidak disebut"):
        services.list_people(breach=breach, by=head)


def test_closing_names_what_is_missing(breach, head):
    with pytest.raises(BreachRefused) as refusal:
        services.close_breach(breach=breach, by=head, reason="Selesai")
    assert len(refusal.value.messages) == 3
    closed = services.close_breach(breach=told(breach, head), by=head, reason="Selesai")
    assert (closed.closed_by, closed.close_reason) == (head, "Selesai")
    for deed in (
        lambda: services.write_remedy(breach=breach, by=head, remedy="Lagi"),
        lambda: services.void_breach(breach=breach, by=head, reason="Keliru"),
    ):
        with pytest.raises(BreachRefused, match="sudah ditutup"):
            deed()


def test_notices_are_written_once_and_not_before_it_was_known(breach, head):
    with pytest.raises(BreachRefused, match="setelah pelanggaran diketahui"):
        services.notify_authority(breach=breach, by=head, at=breach.known_at - HOUR, letter="1")
    with pytest.raises(BreachRefused, match="setelah pelanggaran diketahui"):
        services.notify_authority(breach=breach, by=head, at=timezone.now() + HOUR, letter="1")
    now = timezone.now()
    for said in ({}, {"at": now}, {"how": "Surat"}, {"at": now, "how": "Surat", "why_not": "Tidak dikenal"}):
        with pytest.raises(BreachRefused, match="kapan dan bagaimana"):
            services.notify_subjects(breach=breach, by=head, **said)
    services.notify_subjects(breach=breach, by=head, why_not="Tidak dikenal")
    told(breach, head)  # they became known after all
    breach.refresh_from_db()
    assert (breach.subjects_how, breach.subjects_why_not) == ("Surat dengan tanda terima", "")
    for deed in (services.notify_authority, services.notify_subjects):
        facts = {"letter": "2"} if deed is services.notify_authority else {"how": "Lagi"}
        with pytest.raises(BreachRefused, match="sudah dicatat"):
            deed(breach=breach, by=head, at=now, **facts)


def test_the_database_refuses(place, breach, head):
    for column, value in (
        ("known_at", "now() - interval '9 days'"), ("what", "'Hal lain'"), ("data", "'Lain'"), ("kind", "'loss'"),
        ("happened_from", "now() - interval '9 days'"), ("request_key", "gen_random_uuid()"),
        ("account_id", str(head.pk)), ("reported_at", "now()"),
    ):  # fmt: skip
        with refused("breach_stays_as_reported"):
            changed(TABLE, breach.pk, f"{column} = {value}")
    close = f"closed_at = now(), closed_by_id = {head.pk}, close_reason = 'Selesai'"
    with refused("breach_closed_when_complete"):
        changed(TABLE, breach.pk, close)
    with refused("breach_notice_is_whole"):
        changed(TABLE, breach.pk, "authority_notified_at = now()")
    with refused("breach_notice_is_whole"):
        changed(TABLE, breach.pk, "authority_notified_at = known_at - interval '1 h', authority_letter = '1'")
    with refused("breach_notice_is_whole"):
        changed(TABLE, breach.pk, "subjects_notified_at = now(), subjects_how = 'S', subjects_why_not = 'T'")
    told(breach, head)
    for change in ("authority_letter = '8'", "subjects_how = 'Lain'", "authority_notified_at = known_at"):
        with refused("breach_is_told_once"):
            changed(TABLE, breach.pk, change)
    with refused("breach_closed_when_complete"):
        changed(TABLE, breach.pk, f"{close}, remedy = ''")
    with refused("breach_closed_when_complete"):
        changed(TABLE, breach.pk, "closed_at = now()")
    changed(TABLE, breach.pk, close)
    with refused("breach_closes_once"):
        changed(TABLE, breach.pk, "remedy = 'Lain'")
    with refused("breach_says_what"):
        copied(TABLE, breach.pk, how=" ")
    with refused("breach_happens_before_it_is_known"):
        copied(TABLE, breach.pk, happened_to=breach.happened_from - HOUR)
    with pytest.raises(Exception, match="permission denied"):
        run(f"delete from {TABLE} where id = %s", breach.pk)


def test_what_was_a_mistake_stays_void(breach, head):
    with refused("breach_voided_by_somebody"):
        changed(TABLE, breach.pk, f"voided_at = now(), voided_by_id = {head.pk}")
    services.void_breach(breach=breach, by=head, reason="Ternyata latihan")
    assert not Breach.objects.exists()
    with refused("void_for_good"):
        changed(TABLE, breach.pk, "voided_at = null, voided_by_id = null, void_reason = ''")


def test_people_of_another_facility_stand_on_no_list(place, breach, head):
    stranger = inmates.inmate(facility=accounts.facility(code="LUA", name="Rutan Luar"))
    with refused("breach_person_of_one_facility"), transaction.atomic():
        BreachPerson.objects.create(facility=place, breach=breach, inmate=stranger, fields={})
    person = inmates.inmate(facility=place)
    BreachPerson.objects.create(facility=place, breach=breach, inmate=person, fields={})
    with refused("breach_person_once"), transaction.atomic():
        BreachPerson.objects.create(facility=place, breach=breach, inmate=person, fields={})


def test_the_pages_from_report_to_close(place, head):
    client, now = signed_in(head), timezone.localtime()
    form = {
        "known_at": f"{now - 21 * HOUR:%Y-%m-%dT%H:%M}", "happened_from": f"{now - 30 * HOUR:%Y-%m-%dT%H:%M}",
        "happened_to": f"{now - 29 * HOUR:%Y-%m-%dT%H:%M}", "kind": "paper", "what": "Map tertinggal",
        "how": "Di ruang sidang", "which": "Identitas", "account": "", "request_key": uuid.uuid4(),
    }  # fmt: skip
    wrong = client.post(
        "/protection/breaches/new/", {**form, "happened_to": f"{now - 40 * HOUR:%Y-%m-%dT%H:%M}"}
    )
    assert (wrong.status_code, "Map tertinggal" in wrong.content.decode()) == (422, True)
    answer = client.post("/protection/breaches/new/", form)
    breach = Breach.objects.get()
    page = f"/protection/breaches/{breach.pk}/"
    assert answer["Location"] == page
    assert "tersisa 50 jam" in client.get("/protection/breaches/").content.decode()
    steps = {
        "authority": {"at": f"{now:%Y-%m-%dT%H:%M}", "letter": "7/PDP/2026"},
        "subjects": {"why_not": "Tidak dikenal"},
        "remedy": {"remedy": "Map ditemukan"},
        "close": {"reason": "Selesai"},
    }
    for step, data in steps.items():
        assert f"{page}{step}/" in client.get(page).content.decode()
        assert client.get(f"{page}{step}/").status_code == 200
        assert client.post(f"{page}{step}/", {}).status_code == 422
        assert client.post(f"{page}{step}/", data)["Location"] == page
    shown = client.get(page).content.decode()
    assert "diberitahukan tepat waktu" in shown
    assert f"{page}remedy/" not in shown
    assert client.get(f"{page}hantu/").status_code == 404
    deeds = Event.objects.about(breach).order_by("pk").values_list("action", flat=True)
    told = [deed for deed in deeds if not deed.endswith(".opened")]
    assert told == [
        f"protection.breach.{each}"
        for each in ("reported", "authority_notified", "subjects_notified", "remedied", "closed")
    ]


def test_the_auditor_reads_and_another_facility_does_not(place, breach):
    auditor = accounts.user_with(Role.AUDITOR, facility=place)
    page = f"/protection/breaches/{breach.pk}/"
    text = signed_in(auditor).get(page).content.decode()
    assert "Langkah berikutnya" in text
    assert f"{page}authority/" not in text
    there = accounts.facility(code="LUA", name="Rutan Luar")
    assert signed_in(accounts.user_with(Role.HEAD, facility=there)).get(page).status_code == 404


def test_the_work_of_the_head(place, head):
    def work(now):
        with acting(user=head, facility=place, route="test") as scope:
            found = todays_work(scope, now=now)
        return [(todo.code, todo.count, todo.tone) for todo in found if todo.code.startswith("breaches")]

    breach = protection.breach(facility=place, by=head)
    due = breach.known_at + timedelta(hours=72)
    assert work(due) == [("breaches", 1, "act")]
    assert work(due + HOUR) == [("breaches_late", 1, "act")]
    told(breach, head)
    assert work(due + HOUR) == []
    other = protection.breach(facility=place, by=head)
    assert work(due + HOUR) == [("breaches_late", 1, "act")]
    services.notify_authority(breach=other, by=head, at=timezone.now(), letter="8/PDP/2026")
    services.notify_subjects(breach=other, by=head, why_not="Tidak ada data yang terbaca")
    assert work(due + HOUR) == []


def test_the_audit_trail_says_it_in_words(breach):
    (event,) = Event.objects.named("protection.breach.reported")
    assert facts_in_words(event.facts) == "jenis pelanggaran: Akun dipakai orang lain"


def test_late_ones_say_so(place, head):
    protection.breach(facility=place, by=head, known_ago=75 * HOUR + timedelta(minutes=5))
    page = signed_in(head).get("/protection/breaches/").content.decode()
    assert "terlambat 3 jam" in page
    home = signed_in(head).get("/").content.decode()
    assert "1 pelanggaran data: pemberitahuan terlambat" in home
