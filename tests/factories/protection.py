"""People with something in every table about people, each text with a word that nobody else has."""

import uuid
from datetime import date, timedelta

from django.utils import timezone

from inmates.enums import ConsentSubject
from inmates.models import (
    Absence,
    FormerName,
    ImportRow,
    OfficialDate,
    Remission,
    Sentence,
)
from inmates.services_merging import tell_apart
from rehab.domain.attendance import Mark, Marked
from rehab.services_sessions import mark_attendance
from rutan.audit.services import record
from rutan.core import clock
from rutan.letters.models import Signatory
from rutan.protection.models import Disclosure
from rutan.protection.services import end_hold, keep_file, place_hold, request_disclosure
from rutan.protection.services_breach import list_people, report_breach
from tests.factories import accounts, assessments, inmates, letters, registers, rehab, timetable, training
from tests.inmates.merging import merged
from training.enums import Presence
from training.services_completion import complete
from training.services_lessons import Mark as LessonMark
from training.services_lessons import mark_lesson

LETTER, REASON = "12/PP/2026", "Permintaan tertulis yang bersangkutan"
MOMENT = timedelta(hours=1)
BREACH = {"what": "Akun dipakai orang lain", "how": "Kata sandi dibagikan", "data": "Identitas dan skrining"}


def requested(*, inmate, by, letter_number=LETTER, **facts):
    """A file somebody asked for."""
    facts = {"letter_on": date(2026, 1, 5), "reason": REASON, "request_key": uuid.uuid4(), **facts}
    return request_disclosure(inmate=inmate, by=by, letter_number=letter_number, **facts)


def made(*, inmate, by, content=b"isi"):
    """A file that was made, without the work."""
    disclosure = requested(inmate=inmate, by=by)
    keep_file(disclosure=disclosure, content=content)
    disclosure.job.__class__.objects.filter(pk=disclosure.job.pk).update(state="cancelled")
    return Disclosure.objects.select_related("facility", "job", "inmate").get(pk=disclosure.pk)


def breach_facts(*, known_ago=timedelta(minutes=1), **facts):
    """What is told of a breach that went on for the hour before it became known."""
    known = timezone.now() - known_ago
    moments = {"known_at": known, "happened_from": known - MOMENT, "happened_to": known}
    return {**moments, "kind": "account", "texts": BREACH, **facts}


def breach(*, facility, by, **facts):
    """A breach that was reported."""
    return report_breach(facility=facility, by=by, request_key=uuid.uuid4(), **breach_facts(**facts))


def identity(word, number):
    """What somebody is known by; every text holds the word."""
    return {
        "full_name": f"Nama{word} Panjang",
        "alias": f"Alias{word}; Panggilan{word}",
        "nik": f"33040{number:011d}",
        "birth_place": f"Tempat{word}",
        "address": f'Jalan "{word}" 7\nRT 1',
        "occupation": f"Pekerjaan{word}",
        "remark": f"Catatan{word}",
        "register_number": f"BI.{word}/2025",
    }


def former_nik(person):
    """The NIK that stood before."""
    return f"9{person.nik[1:]}"


def everything(*, facility, word, number):
    """Somebody in custody of whom every table about people holds something."""
    cell = inmates.cell(facility=facility, code=f"A{number}")
    person = inmates.inmate(facility=facility, cell=None, born_on=date(1987, 3, 21), **identity(word, number))
    inmates.moved(person, cell)
    _papers(person, word)
    _sentence(person, word)
    _rehabilitation(person, word, at=8 + number)
    _training(person, word, hour=10 + 2 * number)
    timetable.hours(facility=facility, name=f"Pengajian {number}", inmates=[person])
    _pairs(person, word)
    by = accounts.second_person()
    hold = place_hold(inmate=person, letter_number=f"P-{word}", reason=f"Perkara{word}", by=by)
    end_hold(hold=hold, by=by)
    requested(inmate=person, by=by, letter_number=f"S-{word}", reason=f"Permintaan{word}")
    record(action="casefile.opened", subject=person, by=by, reason=f"Melihat Nama{word} Panjang")
    reported = breach(facility=facility, by=by, account=by, known_ago=timedelta(0))
    list_people(breach=reported, by=by)
    return person


def _pairs(person, word):
    """What is told of the person beside another row: kept apart, not the same one, the same one after all."""
    facility, by = person.facility, accounts.second_person()
    stranger = inmates.inmate(facility=facility, full_name="Orang Asing")
    inmates.kept_apart(person, stranger, housing="cell", sessions=False, detail=f"Ribut{word}")
    tell_apart(one=person, other=stranger, by=by, reason=f"Beda{word}")
    first = inmates.inmate(facility=facility, full_name=f"Ganda{word}", admitted_on=date(2023, 1, 1))
    inmates.left(first, on=date(2023, 6, 1))
    merged(person, first, by=by, reason=f"Sidik{word}")


def _papers(person, word):
    by = accounts.second_person()
    FormerName.objects.create(
        facility=person.facility, inmate=person, full_name=f"Dulu{word}", nik=former_nik(person),
        reason=f"Putusan{word}", document_number=f"PN-{word}", recorded_by=by,
    )  # fmt: skip
    inmates.photo(inmate=person)
    inmates.signed_consent(inmate=person)
    agency = accounts.agency()
    inmates.grant(inmate=person, agency=agency)
    inmates.consent(inmate=person, subject=ConsentSubject.IDENTITY, agency=agency)
    file = registers.handed_in({"number": f"X{person.pk}"}, facility=person.facility, by=by)
    values = {"full_name": f"Nama{word} Panjang", "address": f"Jalan {word} 7"}
    ImportRow.objects.create(
        register_import=file, line=90, register_number=person.register_number, outcome="changed",
        values=values, changes={"address": [f"Lama{word}", ""]}, inmate=person,
    )  # fmt: skip


def _sentence(person, word):
    stay, facility = person.stays.get(), person.facility
    facts = {"facility": facility, "stay": stay}
    Sentence.objects.create(
        **facts, years=1, counts_from=person.admitted_on, decision_number=f"Put-{word}", court=f"PN {word}"
    )
    Remission.objects.create(
        **facts, kind="umum", months=1, granted_on=person.admitted_on, letter_number=f"R-{word}"
    )
    OfficialDate.objects.create(
        **facts, milestone="release", day=person.admitted_on, source=f"Surat{word}", recorded_by=None
    )
    when = {"left_at": timezone.now() - 3 * MOMENT, "back_at": timezone.now() - 2 * MOMENT}
    Absence.objects.create(
        **facts, **when, inmate=person, kind="court", destination=f"PN{word}", letter_number=f"A-{word}"
    )


def _rehabilitation(person, word, at):
    facility = person.facility
    rehab.screened(inmate=person, facility=facility)
    answers = assessments.assist(j="moderate", other_name=f"Zat{word}")
    assessments.draft(
        inmate=person, by=rehab.an_assessor(facility=facility), instrument="assist", answers=answers
    )
    rehab.decided(inmate=person, reason=f"Pertimbangan{word}")
    group = rehab.group(facility=facility, name=f"Kelompok {person.pk}")
    yesterday = clock.today() - timedelta(days=1)
    placement = rehab.placed(group=group, inmate=person, starts_on=yesterday)
    session = rehab.session(
        group=group, day=yesterday, at=at, session_type="individual_counselling", placement=placement
    )
    session.note, session.topic = f"Isi{word}", f"Topik{word}"
    session.save(update_fields=["note", "topic"])
    marks = {placement.pk: Marked(Mark.PRESENT, note=f"Tamu{word}")}
    mark_attendance(session=session, marks=marks, by=rehab.officer(facility=facility))


def _training(person, word, hour):
    if not Signatory.objects.filter(facility=person.facility).exists():
        letters.signatory(facility=person.facility)
    batch = training.batch(
        facility=person.facility, name=f"Angkatan {person.pk}", running=True, by=accounts.second_person()
    )
    enrolment = training.enrolment(batch=batch, inmate=person)
    lesson = training.lesson(batch=batch, days=-1, hour=hour)
    mark = LessonMark(Presence.PRESENT)
    by = accounts.second_person()
    mark_lesson(lesson=lesson, marks={enrolment: mark}, by=by)
    complete(batch=batch, enrolments=[enrolment], by=by)


def gone(person, *, to, on=None):
    """Somebody who was sent to another facility, with what was open."""
    return inmates.gone(person, by=accounts.second_person(), to=to, on=on, reason="Dipindahkan")
