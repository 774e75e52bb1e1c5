"""Correcting a person's own facts, while somebody else may be correcting them too."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from inmates.domain.person_facts import FACTS, Difference, differences, touches_the_court
from inmates.models import FormerName, Inmate
from inmates.queries_person import facts_of, signs_of
from inmates.refusals import RegisterRefused
from inmates.uniqueness import one_of_each
from rutan.accounts.models import User
from rutan.audit.services import record
from rutan.core import clock


class ChangedMeanwhile(RegisterRefused):
    """Somebody else has changed fields since the form was opened; ``differences`` names them with both values."""

    def __init__(self, found: Iterable[Difference]) -> None:
        super().__init__(
            _(
                "Somebody else has changed this person since you opened the form. Choose what counts, then save."
            )
        )
        self.differences = tuple(found)


@transaction.atomic
def correct_person(
    *,
    inmate: Inmate,
    facts: Mapping[str, Any],
    seen: Mapping[str, str],
    by: User,
    reason: str = "",
    document_number: str = "",
) -> Inmate:
    """Store corrected facts of a person; a name or NIK that stood is kept as a former one. Unchanged writes nothing.

    :param seen: what ``signs_of`` said when the form was opened.
    :raises ChangedMeanwhile: when somebody else has stored something else in a field since then.
    :raises RegisterRefused: without a reason where a name or NIK changes, or when somebody in custody has the NIK.
    """
    inmate = Inmate.objects.select_for_update(no_key=True, of=("self",)).get(pk=inmate.pk)
    if inmate.is_merged:
        raise RegisterRefused(_("This row was merged with another one of the same person. Correct that one."))
    stored = facts_of(inmate)
    if found := differences(seen=seen, signs=signs_of(inmate), stored=stored, typed=facts):
        raise ChangedMeanwhile(found)
    changed = sorted(name for name in FACTS if name in facts and facts[name] != stored[name])
    if not changed:
        return inmate
    if touches_the_court(stored, facts):
        _keep_former(inmate, reason, document_number, by)
    for name in changed:
        setattr(inmate, name, facts[name])
    with one_of_each():
        inmate.save(update_fields=changed)
    record(
        action="inmates.person.corrected",
        subject=inmate,
        by=by,
        fields=changed,
        reason=reason.strip() or None,
    )
    return inmate


def _keep_former(inmate: Inmate, reason: str, document_number: str, by: User) -> None:
    if not reason.strip():
        said = _("A name or NIK is corrected with a reason. Write it down.")
        raise RegisterRefused(said, fields=["reason"])
    FormerName.objects.create(
        facility_id=inmate.facility_id,
        inmate=inmate,
        full_name=inmate.full_name,
        nik=inmate.nik or "",
        reason=reason.strip()[:300],
        document_number=document_number.strip()[:100],
        until_at=clock.now(),
        recorded_by=by,
    )


__all__ = ["ChangedMeanwhile", "correct_person"]
