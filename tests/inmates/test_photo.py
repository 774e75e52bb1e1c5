"""A photo is small, bare and one a person; it is shown to whoever may know what somebody looks like."""

import io
import uuid
from datetime import timedelta

import pytest
from PIL import Image

from inmates.enums import ConsentState, ConsentSubject
from inmates.models import Photo
from inmates.services_photo import PhotoRefused, put_photo, remove_photo
from rutan.accounts.permissions import Role
from rutan.audit.models import Event
from rutan.core import clock
from rutan.files.models import StoredFile
from tests.factories import accounts, inmates, uploads
from tests.factories.accounts import signed_in
from tests.typed_sql import changed, copied, refused

pytestmark = pytest.mark.django_db
EDITS = {Role.REGISTRAR}
AGENCY = (Role.ASSESSOR, Role.COORDINATOR)
SEES = {
    Role.HEAD,
    Role.REGISTRAR,
    Role.REHAB_OFFICER,
    Role.CASE_OFFICER,
    Role.SECURITY,
    Role.AUDITOR,
    *AGENCY,
}


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def person(place):
    return inmates.inmate(facility=place)


@pytest.fixture
def registrar(place):
    return accounts.user_with(Role.REGISTRAR, facility=place)


def entered(content=None, name="wajah.jpg"):
    file = uploads.sent(uploads.picture(size=(1200, 1600)) if content is None else content, name)
    return {"file": file, "taken_on": clock.today().isoformat(), "request_key": str(uuid.uuid4())}


def test_a_photo_is_kept_small_and_without_what_the_camera_wrote(person, registrar):
    browser, address = signed_in(registrar), f"/inmates/{person.pk}/photo/"
    assert browser.post(f"{address}new/", entered()).status_code == 302
    answer = browser.get(address)
    image = Image.open(io.BytesIO(answer.content))
    assert (image.format, image.size, dict(image.getexif())) == ("JPEG", (600, 800), {})
    assert uploads.GPS.encode() not in answer.content
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert answer["Content-Disposition"].startswith("inline")
    assert f'src="{address}?' in browser.get(f"{address}new/").content.decode()
    actions = Event.objects.filter(action__startswith="inmates.photo").values_list("action", "subject_id")
    assert list(actions.order_by("pk")) == [
        ("inmates.photo.put", person.pk),
        ("inmates.photo.opened", person.pk),
    ]


def test_a_new_photo_takes_the_place_of_the_old_one_and_is_removed_with_a_reason(person, registrar):
    old, browser = inmates.photo(inmate=person), signed_in(registrar)
    browser.post(f"/inmates/{person.pk}/photo/new/", entered())
    new = Photo.objects.get()
    old.refresh_from_db()
    assert (old.voided_by, new.file_id != old.file_id) == (registrar, True)
    assert browser.post(f"/inmates/{person.pk}/photo/remove/", {"reason": ""}).status_code == 422
    assert (
        browser.post(f"/inmates/{person.pk}/photo/remove/", {"reason": "Foto orang lain"}).status_code == 302
    )
    new.refresh_from_db()
    assert (new.voided_by, new.void_reason, StoredFile.objects.count()) == (registrar, "Foto orang lain", 2)
    assert browser.get(f"/inmates/{person.pk}/photo/").status_code == 404
    assert "photo-image" not in browser.get(f"/inmates/{person.pk}/").content.decode()


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (uploads.pdf(), "a.pdf", "Jenis ini tidak diterima di sini. Pilih berkas berjenis JPEG, PNG."),
        (b"<svg/>", "a.svg", "Berkas ini bukan salah satu jenis yang diterima (JPEG, PNG), apa pun namanya."),
        (uploads.picture() + uploads.archive(), "a.jpg", "Berkas ini memuat hal lain"),
        (uploads.png_that_says(30_000, 30_000), "a.png", "Gambar ini terlalu besar."),
    ],
)
def test_what_is_no_picture_is_refused_beside_its_field(content, name, sentence, person, registrar):
    sent = entered(content, name) | {"taken_on": "2026-01-31"}
    answer = signed_in(registrar).post(f"/inmates/{person.pk}/photo/new/", sent)
    text = answer.content.decode()
    assert (answer.status_code, sentence in text, 'value="2026-01-31"' in text) == (422, True, True)
    assert not StoredFile.objects.exists()


def test_a_photo_of_tomorrow_and_a_removal_without_a_reason_are_refused(person, registrar):
    tomorrow = clock.today() + timedelta(days=1)
    with pytest.raises(PhotoRefused, match="masa depan"):
        put_photo(
            inmate=person, file=inmates.portrait(), taken_on=tomorrow, by=registrar, request_key=uuid.uuid4()
        )
    with pytest.raises(PhotoRefused, match="Tuliskan mengapa"):
        remove_photo(inmate=person, reason=" ", by=registrar)


@pytest.mark.parametrize("role", list(Role))
def test_who_sees_and_who_changes_it(role, person, place):
    inmates.photo(inmate=person)
    partner = accounts.agency()
    accounts.agreement(facility=place, agency=partner)
    inmates.grant(inmate=person, agency=partner)
    user = accounts.user_with(role, **({"agency": partner} if role in AGENCY else {"facility": place}))
    inmates.grant(inmate=person, user=user)
    browser = signed_in(user)

    def seen():
        shown = "photo-image" in browser.get(f"/inmates/{person.pk}/").content.decode()
        return browser.get(f"/inmates/{person.pk}/photo/").status_code, shown

    if role in AGENCY:
        assert seen() == (404, False)
        inmates.consent(inmate=person, subject=ConsentSubject.IDENTITY, agency=partner)
    assert seen() == ((200, True) if role in SEES else (403, False))
    if role in AGENCY:
        facts = {"subject": ConsentSubject.IDENTITY, "agency": partner, "state": ConsentState.WITHDRAWN}
        inmates.consent(inmate=person, **facts)
        assert seen() == (404, False)
    may = role in EDITS
    assert browser.get(f"/inmates/{person.pk}/photo/new/").status_code == (200 if may else 403)
    assert browser.get(f"/inmates/{person.pk}/photo/remove/").status_code == (200 if may else 403)


def test_the_photo_of_another_facilitys_person_is_not_there(registrar):
    far = inmates.inmate(facility=accounts.facility(code="LUA", name="Rutan Luar"))
    inmates.photo(inmate=far)
    browser = signed_in(registrar)
    tried = [browser.get(f"/inmates/{far.pk}/photo/{more}").status_code for more in ("", "new/", "remove/")]
    assert tried == [404] * 3


def test_the_database_keeps_photos_apart_and_as_they_are(person, place):
    photo = inmates.photo(inmate=person)
    far = inmates.inmate(facility=accounts.facility(code="LUA", name="Rutan Luar"))
    with refused("photo_one_a_person"):
        copied("inmates_photo", photo.pk)
    with refused("photo_of_one_facility"):
        copied("inmates_photo", photo.pk, inmate_id=far.pk)
    with refused("photo_is_a_photo"):
        other = inmates.inmate(facility=place)
        copied(
            "inmates_photo",
            photo.pk,
            inmate_id=other.pk,
            file_id=inmates.signed_consent(inmate=other).scan_id,
        )
    with refused("photo_voided_by_somebody"):
        changed("inmates_photo", photo.pk, "voided_at = now()")
    with refused("photo_stays_as_it_was_put"):
        changed("inmates_photo", photo.pk, "taken_on = '2020-01-01'")
    said = inmates.signed_consent(inmate=person)
    with refused("consent_scan_is_a_signed_consent"):
        copied("inmates_consent", said.pk, subject="identity", scan_id=photo.file_id)
    with refused("consent_of_one_facility"):
        theirs = inmates.signed_consent(inmate=far)
        bare = inmates.consent(inmate=other)
        changed("inmates_consent", bare.pk, "scan_id = %s", theirs.scan_id)
    for change in ("scan_id = null", "decided_on = '2020-01-01'"):
        with refused("consent_stands_as_it_was_said"):
            changed("inmates_consent", said.pk, change)


@pytest.mark.parametrize("page", ["/inmates/{}/", "/inmates/{}/register/"])
def test_who_has_no_photo_is_shown_by_letters_that_no_screen_reader_reads(place, registrar, page):
    person = inmates.inmate(facility=place, full_name="Slamet Hadi Nugroho")
    browser, address = signed_in(registrar), page.format(person.pk)
    letters = '<p class="photo photo-initials" aria-hidden="true">SN</p>'
    assert letters in browser.get(address).content.decode()
    assert browser.post(f"/inmates/{person.pk}/photo/new/", entered()).status_code == 302
    shown = browser.get(address).content.decode()
    assert (letters in shown, "photo-image" in shown) == (False, True)


def test_two_rows_are_compared_with_the_photos_there_are(place, registrar):
    one, other = (inmates.inmate(facility=place, full_name=name) for name in ("Budi Satu", "Cokro Dua"))
    browser = signed_in(registrar)
    browser.post(f"/inmates/{one.pk}/photo/new/", entered())
    shown = browser.get(f"/inmates/doubles/{one.pk}/{other.pk}/").content.decode()
    assert f"/inmates/{one.pk}/photo/?" in shown
    assert 'photo-initials" aria-hidden="true">CD<' in shown
