"""What was withdrawn stays withdrawn: every table with ``voided_at``, by SQL typed as the application's login."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from inmates.models import FormerName, LooseEnd
from rutan.core.guards import VOID_FOR_GOOD
from tests.factories import accounts, assessments, inmates, protection, timetable, training
from tests.rutan.typed import World

pytestmark = pytest.mark.django_db
# Somebody's own list is theirs to take back; its own guard says that only they remove it.
NOT_FOR_GOOD = {"accounts_savedlist"}


def tables():
    """Every table of the models, the histories aside, that has rows which are withdrawn."""
    return {
        model._meta.db_table
        for model in apps.get_models()
        if any(field.name == "voided_at" for field in model._meta.fields)
        and not hasattr(model, "pgh_tracked_model")
    } - NOT_FOR_GOOD


def of_the_person(world):
    """A row of every kind that hangs on a person or their stay."""
    person, today, at = world.person, timezone.localdate(), timezone.now()
    stay = person.stays.get()
    own = {"facility": world.place, "recorded_by": world.by}
    inmates.moved(person, inmates.cell(facility=world.place))
    return [
        person,
        stay,
        stay.entries.get(),
        stay.sentences.create(years=1, counts_from=today, **own),
        stay.remissions.create(kind="general", months=1, granted_on=today, **own),
        stay.official_dates.create(milestone="half", day=today, source="SDP", **own),
        person.places.get(),
        stay.absences.create(
            inmate=person, kind="hospital", destination="RSUD", left_at=at, back_at=at, **own
        ),
        inmates.consent(inmate=person),
        inmates.photo(inmate=person),
        inmates.kept_apart(person, world.second),
        FormerName.objects.create(
            inmate=person, full_name="Dulu", reason="Putusan", facility=world.place, recorded_by=world.by
        ),
        LooseEnd.objects.create(
            facility=world.place, inmate=person, stay=stay, code="x", subject_type="x", subject_id=1
        ),
    ]


def of_the_week(world):
    """A row of every kind of the timetable."""
    place, room = world.place, timetable.room(facility=world.place)
    booking = timetable.booking(facility=place, room=room, inmates=[world.person])
    hours = timetable.hours("17.00", "17.30", facility=place, inmates=[world.second])
    series = {"kind": "rehab", "owner_id": 1, "title": "", "session_type": "", "count": 1, "minutes": 90}
    return [
        timetable.room(facility=place, code="RK9"),
        place.series.create(**series),
        booking.claims.filter(inmate=world.person).get(),
        hours,
        hours.participants.get(),
        timetable.not_ready(facility=place, when=timetable.slot("19.00", "20.00")),
    ]


@pytest.fixture
def rows():
    world = World()
    officer = accounts.user_with("rehab_officer", facility=world.place)
    assessor = assessments.assessor(facility=world.place)
    batch = training.batch(facility=world.place, running=True)
    return [
        *of_the_person(world),
        *of_the_week(world),
        officer.assignments.get(),
        assessor.assessor_certificates.get(),
        assessments.draft(inmate=world.second, by=assessor),
        training.enrolment(batch=batch, inmate=world.second),
        protection.breach(facility=world.place, by=officer),
    ]


def test_what_was_withdrawn_does_not_come_back(rows):
    by, left = accounts.second_person().pk, []
    for row in rows:
        table = row._meta.db_table
        reason = ", void_reason = 'Salah'" if any(f.name == "void_reason" for f in row._meta.fields) else ""
        state = ", state = 'void'" if table == "assessments_assessment" else ""
        void = f"update {table} set voided_at = now(), voided_by_id = %s{reason}{state} where id = %s"
        undone = ", state = 'draft'" if state else ""
        # Taken back with its block, so that what is looked at when everything is written sees nothing of it.
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(void, [by, row.pk])
            assert cursor.rowcount == 1, table
            for change in (f"voided_at = null, voided_by_id = null{undone}", "voided_at = '2020-01-01'"):
                try:
                    with transaction.atomic():
                        cursor.execute(f"update {table} set {change} where id = %s", [row.pk])
                    left.append(table)
                except IntegrityError:
                    pass
            transaction.set_rollback(True)
    assert left == []
    assert {row._meta.db_table for row in rows} == tables()


def test_every_table_with_such_rows_has_the_guard():
    with connection.cursor() as cursor:
        cursor.execute(
            "select tgrelid::regclass::text from pg_trigger where tgname like %s and tgenabled = 'O'",
            [f"pgtrigger_{VOID_FOR_GOOD}_%"],
        )
        assert {table for (table,) in cursor.fetchall()} == tables()
