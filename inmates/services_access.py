"""Opening records to an agency, and closing them again."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils import timezone

from inmates.enums import GrantPurpose
from inmates.models import AccessGrant, Inmate
from rutan.accounts.models import User
from rutan.agencies.models import Agency, Facility
from rutan.audit.services import record


@transaction.atomic
def grant_to_agency(
    *, inmate_ids: Collection[int], agency: Agency, facility: Facility, starts_on: date, by: User
) -> list[AccessGrant]:
    """Open people's records to an agency for screening and assessment; who is open already stays as they are.

    People are locked in the order of their keys, so two officers who grant at once end up with one grant each.
    """
    people = Inmate.objects.at(facility).in_custody().filter(pk__in=inmate_ids).order_by("pk")
    locked = list(people.select_for_update(no_key=True, of=("self",)))
    live = AccessGrant.objects.filter(ended_at=None).to_agency(agency)
    have = set(live.filter(inmate__in=locked).values_list("inmate_id", flat=True))
    grants = AccessGrant.objects.bulk_create(
        AccessGrant(
            facility=facility,
            inmate=inmate,
            agency=agency,
            purpose=GrantPurpose.ASSESSMENT,
            starts_on=starts_on,
            granted_by=by,
        )
        for inmate in locked
        if inmate.pk not in have
    )
    for grant in grants:
        record(
            action="inmates.access.granted", subject=grant.inmate, by=by, agency=agency.code, grant=grant.pk
        )
    return grants


@transaction.atomic
def end_for_agency(*, inmate_ids: Collection[int], agency: Agency, facility: Facility, by: User) -> int:
    """Close people's records to an agency from this moment; return how many were open."""
    live = AccessGrant.objects.filter(ended_at=None, facility=facility, inmate__in=inmate_ids).to_agency(
        agency
    )
    grants = list(live.select_for_update(of=("self",)).select_related("inmate").order_by("inmate_id", "pk"))
    AccessGrant.objects.filter(pk__in=[grant.pk for grant in grants]).update(
        ended_at=timezone.now(), ended_by=by
    )
    for grant in grants:
        record(action="inmates.access.ended", subject=grant.inmate, by=by, agency=agency.code, grant=grant.pk)
    return len(grants)
