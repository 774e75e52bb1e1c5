"""A form whose key was used for something else: the page again, with the sentence, and nothing is stored."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from inmates.models import Cell, Inmate
from rehab.domain.tiers import Tier
from rutan.accounts.permissions import Role
from rutan.core import clock
from tests.access.arguments import ARGUMENTS
from tests.access.forms_on import forms_on
from tests.access.walking import forms_met
from tests.access.world import World
from tests.factories import accounts, inmates, rehab, reports, uploads
from tests.rutan.deeds import DEEDS, Places

pytestmark = pytest.mark.django_db
SAID = "Formulir ini sudah dipakai untuk hal lain. Buka lagi halamannya."
SOON = (clock.today() + timedelta(days=3)).isoformat()


def _screened(world):
    world.inmate = rehab.screened(facility=world.place)


def _ending(world):
    world.inmate = inmates.inmate(facility=world.place, expires_on=date(2098, 1, 1))


def _grouped(world):
    assert world.group
    world.inmate = rehab.ready(facility=world.place)


def _moving(world):
    assert world.empty_cell
    inmates.inmate(facility=world.place, full_name="Orang Pindah")


def _parted(world):
    _moving(world)
    inmates.inmate(facility=world.place, full_name="Orang Terpisah")


# Page: who opens it, the service behind it, what a person enters, what must be there before.
PAGES = {
    "accounts:user_new": (
        Role.ADMINISTRATOR, "rutan.accounts.services_users.create_user",
        {"username": "orang.lain", "full_name": "Orang Lain", "role": "registrar", "agency": ""}, None,
    ),
    "accounts:user": (
        Role.ADMINISTRATOR, "rutan.accounts.services.propose_role", {"role": "registrar", "agency": ""}, None,
    ),
    "inmates:list": (Role.REHAB_OFFICER, "rutan.accounts.services_lists.save_list", {"name": "Blok C"}, None),
    "inmates:import": (
        Role.REGISTRAR, "inmates.services.hand_in_register",
        {"file": lambda: SimpleUploadedFile("b.csv", b"b")}, None,
    ),
    "inmates:admit": (
        Role.REGISTRAR, "inmates.services_arrivals.enter_person",
        {"full_name": "Orang Lain", "nik": "", "born_on": "1991-02-03", "sex": "L", "register_code": "B.I",
         "register_number": "BI.81/2026", "admitted_on": clock.today}, None,
    ),
    "inmates:admit_again": (
        Role.REGISTRAR, "inmates.services_arrivals.admit_again",
        {"register_code": "B.I", "register_number": "BI.82/2026", "admitted_on": clock.today}, None,
    ),
    "inmates:arrive": (
        Role.REGISTRAR, "inmates.services_arrivals.confirm_arrival",
        {"register_code": "B.I", "register_number": "BI.83/2026", "admitted_on": clock.today}, None,
    ),
    "inmates:leave": (
        Role.REGISTRAR, "inmates.services_departures.leave",
        {"departure": "released", "on": clock.today, "reason": "PB"}, None,
    ),
    "inmates:double": (
        Role.REGISTRAR, "inmates.services_merging.merge_rows", {"reason": "Foto", "step": "do"}, None,
    ),
    "inmates:photo_new": (
        Role.REGISTRAR, "inmates.services_photo.put_photo",
        {"file": lambda: SimpleUploadedFile("b.jpg", uploads.picture()), "taken_on": clock.today}, None,
    ),
    "inmates:import_columns": (
        Role.REGISTRAR, "inmates.services_mapping.name_columns",
        {f"column_{place}": name for place, name in enumerate((
            "register_number", "register_code", "full_name", "nik", "born_on", "sex", "admitted_on", "expires_on", "address",
        ))}, None,
    ),
    "inmates:register_line": (
        Role.REGISTRAR, "inmates.services_history.write_line",
        {"kind": "change", "code": "A.II", "number": "AII.1/2026", "starts_on": clock.today, "expires_on": "2099-01-01"},
        None,
    ),
    "inmates:register_remission": (
        Role.REGISTRAR, "inmates.services_history.grant_remission",
        {"kind": "umum", "months": "1", "granted_on": clock.today}, _ending,
    ),
    "inmates:send_out": (
        Role.REGISTRAR, "inmates.services_absences.send_out", {"kind": "court", "destination": "PN"}, None,
    ),
    "inmates:move": (
        Role.REGISTRAR, "inmates.services_moves.move",
        {"people": lambda: Inmate.objects.get(full_name="Orang Pindah").pk,
         "cell": lambda: Cell.objects.get(code="K1").pk, "step": "do"},
        _moving,
    ),
    "inmates:apart_new": (
        Role.SECURITY, "inmates.services_apart.open_keep_apart",
        {"one": lambda: Inmate.objects.get(full_name="Orang Pindah").pk,
         "other": lambda: Inmate.objects.get(full_name="Orang Terpisah").pk,
         "housing": "cell", "reason": "threat"},
        _parted,
    ),
    "inmates:apart_reopen": (
        Role.SECURITY, "inmates.services_apart.reopen_keep_apart", {"detail": "Lagi", "starts_on": clock.today}, None,
    ),
    "inmates:block_new": (
        Role.REGISTRAR, "inmates.services_blocks.add_block", {"code": "Q", "sex": "L"}, None,
    ),
    "inmates:cell_new": (
        Role.REGISTRAR, "inmates.services_blocks.add_cell", {"code": "Q1", "capacity": "5"}, None,
    ),
    "assessments:start": (
        Role.ASSESSOR, "assessments.services.start_assessment",
        {"instrument": "assist", "reference_period": "calendar", "anchor_on": "", "taken_on": clock.today},
        None,
    ),
    "assessments:register": (
        Role.REHAB_OFFICER, "assessments.services_certificates.register_certificate",
        {"number": "S-9", "issuer": "BNN", "instruments": "assist", "starts_on": SOON, "ends_on": ""}, None,
    ),
    "rehab:tier": (
        Role.REHAB_OFFICER, "rehab.services_tiers.decide_tier",
        {"decided": Tier.MODERATE.value, "reason": ""}, _screened,
    ),
    "rehab:place": (
        Role.REHAB_OFFICER, "rehab.services_placement.place_on_track", {"starts_on": SOON}, _grouped,
    ),
    "rehab:new_group": (
        Role.REHAB_OFFICER, "rehab.services_groups.open_group", {"name": "Kelompok 20"}, None,
    ),
    "rehab:new_session": (
        Role.REHAB_OFFICER, "rehab.services_sessions.lay_session",
        {"day": SOON, "starts_at_time": "09:00", "override_reason": ""},
        lambda world: (world.room, world.placement),
    ),
    "timetable:lay": (
        Role.REHAB_OFFICER, "rutan.timetable.services.lay_booking",
        {"title": "Kunjungan", "day": SOON, "starts_at_time": "09:00", "override_reason": ""},
        lambda world: world.room,
    ),
    "timetable:room_new": (
        Role.ADMINISTRATOR, "rutan.timetable.services_rooms.add_room",
        {"code": "R20", "name": "Ruang 20", "capacity": "5"}, None,
    ),
    "timetable:hours_new": (
        Role.ADMINISTRATOR, "rutan.timetable.services_hours.protect_hours",
        {"name": "Sore", "weekdays": "0", "starts_at_time": "16:00", "ends_at_time": "16:30",
         "starts_on": SOON, "ends_on": "", "room": ""}, None,
    ),
    "timetable:not_ready_new": (
        Role.REHAB_OFFICER, "rutan.timetable.services_readiness.declare_not_ready",
        {"starts_at": f"{SOON}T08:00", "ends_at": f"{SOON}T09:00", "room": ""}, None,
    ),
    "training:course_new": (
        Role.REHAB_OFFICER, "training.services.add_course",
        {"code": "CUK", "name": "Cukur", "hours": "20", "attendance_percent": "80"}, None,
    ),
    "training:batch_new": (
        Role.REHAB_OFFICER, "training.services.open_batch",
        {"name": "Angkatan 20", "capacity": "5", "starts_on": SOON, "ends_on": SOON},
        lambda world: world.batch,
    ),
    "training:enrol": (
        Role.REHAB_OFFICER, "training.services_enrolment.enrol", {}, lambda world: world.inmate,
    ),
    "training:lesson_new": (
        Role.REHAB_OFFICER, "training.services_lessons.lay_lesson",
        {"day": SOON, "starts_at_time": "13:00", "minutes": "60", "override_reason": ""},
        lambda world: world.room,
    ),
    "reports:list": (
        Role.REHAB_OFFICER, "rutan.reports.services.request_monthly", {"period": "2026-05"},
        lambda world: reports.work_recorded(facility=world.place),
    ),
    "protection:person": (
        Role.REGISTRAR, "rutan.protection.services.request_disclosure",
        {"letter_number": "9/2026", "letter_on": "2026-01-05", "reason": "Permintaan tertulis"}, None,
    ),
    "protection:breach_new": (
        Role.HEAD, "rutan.protection.services_breach.report_breach",
        {"known_at": "2026-01-05T08:00", "happened_from": "2026-01-04T08:00", "happened_to": "2026-01-04T09:00",
         "kind": "paper", "what": "Map tertinggal", "how": "Di ruang sidang", "which": "Identitas"},
        None,
    ),
    "reports:correct": (
        Role.REHAB_OFFICER, "rutan.reports.services.request_monthly", {"reason": "Salah"}, None,
    ),
}  # fmt: skip


def test_every_page_with_a_key_is_tried():
    """The key of a form that changes what is there, such as that of a course, is not used."""
    # A group to be placed in is only offered where nothing stands in the way.
    met = {"rehab:place"} | {to for to, form, _client in forms_met() if "request_key" in form.data}
    sent_to = {
        "inmates:list": "accounts:list_save",
        "rehab:tier": "rehab:decide",
        "reports:list": "reports:ask",
    }
    assert met - {"training:course"} == {sent_to.get(name, name) for name in PAGES}


@pytest.mark.parametrize("name", PAGES)
def test_a_form_used_for_something_else(name):
    role, deed, entered, prepare = PAGES[name]
    world, key = World(), uuid.uuid4()
    if prepare:
        prepare(world)
    made = DEEDS[deed](Places(here="PUL")).do(key)
    client = accounts.signed_in(world.people[role])
    make = ARGUMENTS.get(name)
    address = reverse(name, kwargs=make(world, world.people[role]) if make else {})
    rows = type(made)._base_manager.count()
    form = next(form for form in forms_on(client.get(address)) if "request_key" in form.data)
    values = {each: value() if callable(value) else value for each, value in entered.items()}
    data = {**form.data, **values, "request_key": str(key)}
    answer = client.post(form.action.partition("#")[0] or address, data, follow=True)
    assert SAID in answer.content.decode()
    assert type(made)._base_manager.count() == rows
