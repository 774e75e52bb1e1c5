"""Everything about a person: asking for it, keeping it, handing it out, letting its bytes go; legal holds."""

from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from inmates.models import Inmate
from rutan.accounts.models import User
from rutan.audit.services import record
from rutan.core import clock
from rutan.core.errors import Refused
from rutan.core.request_keys import earlier
from rutan.jobs.services import request_job
from rutan.protection.models import SHORTEST_REASON, Disclosure, LegalHold
from rutan.protection.wording import LETTER_REFUSED, REASON_REFUSED

PERSON_FILE = "protection.person_file"


class DisclosureRefused(Refused):
    """A person's file could not be made or handed out."""


class HoldRefused(Refused):
    """A legal hold could not be placed or ended."""


@transaction.atomic
def request_disclosure(
    *, inmate: Inmate, letter_number: str, letter_on: date, reason: str, by: User, request_key: UUID
) -> Disclosure:
    """Ask for everything about a person, who asked for it in a letter; the same key again answers with the first.

    :raises DisclosureRefused: without a letter of today or before, or a reason that says something.
    :raises KeyUsed: when the key was used for something else.
    """
    reason, letter_number = " ".join(reason.split()), " ".join(letter_number.split())
    if not letter_number or letter_on > clock.today():
        raise DisclosureRefused(str(LETTER_REFUSED))
    if len(reason) < SHORTEST_REASON:
        raise DisclosureRefused(str(REASON_REFUSED))
    deed: dict[str, Any] = {"inmate": inmate, "requested_by": by, "letter_number": letter_number}
    if done := earlier(Disclosure.objects, request_key, **deed):
        return done
    facts = {"facility": inmate.facility, "letter_on": letter_on, "reason": reason}
    disclosure: Disclosure = Disclosure.objects.create(**deed, **facts, request_key=request_key)
    disclosure.job = request_job(
        kind=PERSON_FILE,
        arguments={"disclosure_id": disclosure.pk},
        by=by,
        facility=inmate.facility,
        request_key=uuid5(request_key, "job"),
    )
    disclosure.save(update_fields=["job"])
    letter = {"letter_number": letter_number, "letter_on": letter_on.isoformat()}
    record(action="protection.person_file.requested", subject=inmate, by=by, reason=reason, **letter)
    return disclosure


@transaction.atomic
def keep_file(*, disclosure: Disclosure, content: bytes) -> Disclosure:
    """Keep what was made; what was kept before stays as it is."""
    locked = Disclosure.objects.select_for_update(of=("self",)).get(pk=disclosure.pk)
    if locked.is_made:
        return locked
    locked.content, locked.size = content, len(content)
    locked.digest, locked.made_at = sha256(content).hexdigest(), timezone.now()
    locked.save(update_fields=["content", "size", "digest", "made_at"])
    facts = {"letter_number": locked.letter_number, "digest": locked.digest}
    record(action="protection.person_file.made", subject=locked.inmate, by=locked.requested_by, **facts)
    return locked


@transaction.atomic
def take_file(*, disclosure: Disclosure, by: User) -> bytes:
    """Hand the file to whoever asked for it: a disclosure, written down each time.

    :raises DisclosureRefused: when there is no file: not yet, or no longer.
    """
    content = Disclosure.objects.values_list("content", flat=True).get(pk=disclosure.pk)
    if content is None:
        raise DisclosureRefused(_("The file is no longer kept. Have it made again if you need it."))
    facts = {"letter_number": disclosure.letter_number, "digest": disclosure.digest}
    record(action="protection.person_file.taken", subject=disclosure.inmate, by=by, **facts)
    return bytes(content)


@transaction.atomic
def let_go() -> int:
    """Let the bytes of old files go; what is known of them stays."""
    return Disclosure.objects.outlived().update(content=None)


@transaction.atomic
def place_hold(*, inmate: Inmate, letter_number: str, reason: str, by: User) -> LegalHold:
    """Keep everything about a person whatever its age.

    :raises HoldRefused: without a letter and a reason.
    """
    if not letter_number.strip() or not reason.strip():
        raise HoldRefused(_("Say on which letter the hold rests, and why."))
    hold: LegalHold = LegalHold.objects.create(
        facility=inmate.facility,
        inmate=inmate,
        letter_number=letter_number.strip(),
        reason=reason.strip(),
        placed_by=by,
    )
    record(action="protection.hold.placed", subject=inmate, by=by, letter_number=hold.letter_number)
    return hold


@transaction.atomic
def end_hold(*, hold: LegalHold, by: User) -> LegalHold:
    """Let retention count again.

    :raises HoldRefused: when it was ended before.
    """
    locked = LegalHold.objects.select_for_update(of=("self",)).get(pk=hold.pk)
    if locked.ended_at:
        raise HoldRefused(_("This hold was ended already."))
    locked.ended_at, locked.ended_by = clock.now(), by
    locked.save(update_fields=["ended_at", "ended_by"])
    record(action="protection.hold.ended", subject=locked.inmate, by=by, letter_number=locked.letter_number)
    return locked


__all__ = [
    "PERSON_FILE",
    "DisclosureRefused",
    "HoldRefused",
    "end_hold",
    "keep_file",
    "let_go",
    "place_hold",
    "request_disclosure",
    "take_file",
]
