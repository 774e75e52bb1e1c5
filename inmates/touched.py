"""What a departure touches in this package: records that are open to somebody, and consents that stand."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import OuterRef, Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from inmates.consequences import Consequence, Touched
from inmates.models import AccessGrant, Consent, Inmate
from rutan.accounts.permissions import Permission


def _live(now: datetime) -> QuerySet[AccessGrant]:
    """Those that nobody has ended and that do not run out by themselves before."""
    return AccessGrant.objects.filter(Q(ends_on=None) | Q(ends_on__gte=localdate(now)), ended_at=None)


def _opened(inmate: Inmate, now: datetime) -> Iterator[Touched]:
    for grant in _live(now).filter(inmate=inmate).select_related("agency", "user").order_by("pk"):
        name = grant.agency.short_name if grant.agency else str(grant.user)
        yield Touched("inmates.accessgrant", grant.pk, name)


def _consents(inmate: Inmate, now: datetime) -> Iterator[Touched]:
    """One for a person, however much they agreed to: all of it stands on one page."""
    standing = Consent.objects.of(inmate).in_force(on=localdate(now)).select_related("agency")
    names = {consent.agency.short_name if consent.agency else "" for consent in standing}
    if names:
        yield Touched("inmates.inmate", inmate.pk, ", ".join(sorted(names - {""})))


OPENED = Consequence(
    code="opened",
    label=_("Record opened to somebody"),
    find=_opened,
    still=lambda now: _live(now).filter(pk=OuterRef("subject_id"), inmate=OuterRef("inmate")),
    settles=(Permission.ACCESS_GRANT,),
    page="inmates:close_record",
    argument="grant_id",
)
CONSENTS = Consequence(
    code="consents",
    label=_("Consents that stand"),
    find=_consents,
    still=lambda now: Consent.objects.in_force(on=localdate(now)).filter(inmate=OuterRef("inmate")),
    settles=(Permission.CONSENT_RECORD,),
    page="inmates:consent",
    argument="inmate_id",
    read_through=True,
)
