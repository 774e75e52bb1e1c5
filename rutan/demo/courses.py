"""Who signs, and the skills training of the demo: one batch completed with certificates, one running and full."""

from dataclasses import dataclass
from datetime import date, timedelta

from inmates.models import Inmate
from rutan.core import clock
from rutan.demo.plan import Case
from rutan.demo.world import World
from rutan.letters.enums import Office
from rutan.letters.services_numbers import appoint_signatory
from rutan.timetable.domain.calendar import Slot
from rutan.timetable.models import Room
from rutan.timetable.refusals import BookingRefused
from training.enums import Presence
from training.models import Batch, Course, Lesson
from training.queries import expected_at
from training.refusals import EnrolmentRefused
from training.services import add_course, close_batch, open_batch, start_batch
from training.services_completion import complete
from training.services_enrolment import enrol
from training.services_lessons import Mark, lay_lesson, mark_lesson

COURSES = (
    ("KOPI", "Pengolahan Kopi", 24, "Menyortir, menyangrai, dan mengemas kopi sesuai prosedur."),
    ("HORTI", "Hortikultura", 30, "Menyemai, memelihara, dan memanen sayuran serta tanaman obat."),
    ("BOGA", "Tata Boga", 20, "Menyiapkan makanan sehat untuk banyak orang dengan bersih dan aman."),
)
LESSON = timedelta(minutes=90)
SUNDAY = 6


@dataclass(frozen=True)
class BatchPlan:
    """One batch; days count from today. ``asked`` may be more than ``capacity``: the others wait."""

    course: str
    name: str
    starts_in: int
    days: int
    lessons: int
    capacity: int
    asked: int
    starts_at: tuple[int, int]


BATCHES = (
    BatchPlan("KOPI", "Angkatan 1", -70, 42, 8, 12, 12, (8, 0)),
    BatchPlan("HORTI", "Angkatan 1", -20, 45, 9, 10, 13, (10, 0)),
    BatchPlan("KOPI", "Angkatan 2", 5, 40, 4, 12, 7, (8, 0)),
)


def sign(world: World) -> None:
    """Say who signs: the head changed at the turn of the year."""
    turn = date(world.today.year, 1, 1)
    heads = (
        ("Suharto Wibisono, S.H.", "19700101 199503 1 001", turn - timedelta(days=900)),
        ("Bambang Hartono, A.Md.I.P., S.H.", "19780812 200003 1 002", turn),
    )
    for name, nip, starts_on in heads:
        appoint_signatory(
            facility=world.facility,
            office=Office.HEAD,
            name=name,
            nip=nip,
            position="Kepala Rutan",
            starts_on=starts_on,
            by=world.users["admin"],
        )


def teach(world: World, rooms: dict[str, Room]) -> None:
    """Add the courses and run the batches as far as they have come."""
    courses = {}
    for code, name, hours, competence in COURSES:
        facts = {"code": code, "name": name, "hours": hours, "competence": competence}
        courses[code] = add_course(facts=facts, by=world.users["rehab"], request_key=world.key())
    free = [case for case in world.cases if not case.group and case.resident.sex == "L"]
    world.chance.shuffle(free)
    for batch_plan in BATCHES:
        _run(world, batch_plan, courses[batch_plan.course], rooms["BENGKEL"], free)


def _run(world: World, batch_plan: BatchPlan, course: Course, room: Room, people: list[Case]) -> None:
    starts_on = world.day(batch_plan.starts_in)
    with clock.turned_back(min(world.at(starts_on - timedelta(days=3), 9), clock.now())):
        batch = open_batch(
            facility=world.facility,
            course=course,
            name=batch_plan.name,
            capacity=batch_plan.capacity,
            instructor=world.users["instruktur"],
            starts_on=starts_on,
            ends_on=starts_on + timedelta(days=batch_plan.days),
            by=world.users["rehab"],
            request_key=world.key(),
        )
        lessons = [_lay(world, batch, batch_plan, number, room) for number in range(batch_plan.lessons)]
        came = 0
        while people and came < batch_plan.asked:
            came += _enrol(world, batch, world.inmate(people.pop()))
    _teach(world, batch, [lesson for lesson in lessons if lesson])


def _enrol(world: World, batch: Batch, inmate: Inmate) -> bool:
    """Tell whether somebody could be enrolled: not who leaves before, or takes part in something else then."""
    try:
        enrol(batch=batch, inmate=inmate, by=world.users["rehab"], request_key=world.key())
    except EnrolmentRefused:
        return False
    return True


def _lay(world: World, batch: Batch, batch_plan: BatchPlan, number: int, room: Room) -> Lesson | None:
    """Lay a lesson on its day, or on one of the next two."""
    wanted = batch.starts_on + timedelta(days=number * batch_plan.days // batch_plan.lessons)
    for later in range(3):
        day = wanted + timedelta(days=later)
        if day.weekday() == SUNDAY:
            continue
        starts_at = world.at(day, *batch_plan.starts_at)
        try:
            return lay_lesson(
                batch=batch,
                room=room,
                slot=Slot(starts_at, starts_at + LESSON),
                topic=f"Pertemuan {number + 1}",
                by=world.users["rehab"],
                request_key=world.key(),
            )
        except BookingRefused:
            continue
    return None


def _teach(world: World, batch: Batch, lessons: list[Lesson]) -> None:
    """Hold the lessons that are over; a batch whose days are over ends with certificates."""
    if batch.starts_on > world.today:
        return
    with clock.turned_back(world.at(batch.starts_on, 7, 30)):
        start_batch(batch=batch, by=world.users["rehab"])
    for lesson in lessons:
        if lesson.booking.slot.ends_at < clock.now():
            _hold(world, lesson)
    if batch.ends_on < world.today:
        with clock.turned_back(world.at(batch.ends_on, 14)):
            complete(batch=batch, enrolments=list(batch.enrolments.enrolled()), by=world.users["instruktur"])
            close_batch(batch=batch, by=world.users["rehab"])


def _hold(world: World, lesson: Lesson) -> None:
    absent = (Mark(Presence.SICK), Mark(Presence.ABSENT))
    marks = {
        enrolment: world.chance.choice(absent) if world.chance.random() < 0.05 else Mark(Presence.PRESENT)
        for enrolment in expected_at(lesson)
    }
    with clock.turned_back(lesson.booking.slot.ends_at):
        mark_lesson(lesson=lesson, marks=marks, by=world.users["instruktur"])
