"""Opening records to an agency or a person, and closing them again."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils import timezone

from inmates.enums import GrantPurpose
from inmates.models import AccessGrant, Inmate
from rutan.accounts.models import User
from rutan.agencies.models import Agency, Facility
from rutan.agencies.queries import partners_of
from rutan.audit.services import record
from rutan.core import clock


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
def end_for_agency(
    *, inmate_ids: Collection[int], agency: Agency, facility: Facility, by: User
) -> list[AccessGrant]:
    """Close people's records to an agency from this moment; return what had opened them."""
    live = AccessGrant.objects.filter(ended_at=None, facility=facility, inmate__in=inmate_ids).to_agency(
        agency
    )
    grants = list(live.select_for_update(of=("self",)).select_related("inmate").order_by("inmate_id", "pk"))
    AccessGrant.objects.filter(pk__in=[grant.pk for grant in grants]).update(
        ended_at=timezone.now(), ended_by=by
    )
    for grant in grants:
        record(action="inmates.access.ended", subject=grant.inmate, by=by, agency=agency.code, grant=grant.pk)
    return grants


@transaction.atomic
def close_again(*, grant_ids: Collection[int], facility: Facility, by: User) -> int:
    """Take an opening to an agency back: end what it opened and is open still; return how many."""
    live = AccessGrant.objects.open_at(facility).filter(pk__in=grant_ids, agency__isnull=False)
    grants = list(live.order_by("inmate_id", "pk"))
    for grant in grants:
        end_grant(grant=grant, by=by)
    return len(grants)


@transaction.atomic
def open_again(*, grant_ids: Collection[int], facility: Facility, by: User) -> int:
    """Take a closing to an agency back: open the records anew from today, while it works with the facility.

    Who was opened to it meanwhile, or has left, stays as they are; return how many were opened.
    """
    today = clock.today()
    ended = AccessGrant.objects.filter(pk__in=grant_ids, facility=facility, ended_at__isnull=False)
    wanted: dict[Agency, list[int]] = {}
    for grant in ended.filter(agency__in=partners_of(facility, on=today)).select_related("agency"):
        assert grant.agency is not None  # those of an agency were asked for
        wanted.setdefault(grant.agency, []).append(grant.inmate_id)
    return sum(
        len(grant_to_agency(inmate_ids=keys, agency=agency, facility=facility, starts_on=today, by=by))
        for agency, keys in wanted.items()
    )


@transaction.atomic
def grant_to_user(
    *, inmate: Inmate, user: User, source: str, purpose: GrantPurpose, starts_on: date, by: User
) -> AccessGrant:
    """Open one record to a person who works with it; ``source`` says what gave it, such as ``group:12``.

    The same again answers with the grant there is. It stays open until ``end_for_source``.
    """
    Inmate.objects.select_for_update(no_key=True, of=("self",)).get(pk=inmate.pk)
    grant, made = AccessGrant.objects.get_or_create(
        inmate=inmate,
        user=user,
        source=source,
        ended_at=None,
        defaults={
            "facility_id": inmate.facility_id,
            "purpose": purpose,
            "starts_on": starts_on,
            "granted_by": by,
            "granted_at": clock.now(),
        },
    )
    if made:
        facts = {"user": user.pk, "source": source, "grant": grant.pk}
        record(action="inmates.access.granted", subject=inmate, by=by, **facts)
    return grant


@transaction.atomic
def end_for_source(*, source: str, by: User, inmate: Inmate | None = None, user: User | None = None) -> int:
    """Close what one source has opened, of one person in custody or to one reader alone where given.

    Return how many records were open.
    """
    live = AccessGrant.objects.filter(source=source, ended_at=None)
    live = live.filter(inmate=inmate) if inmate else live
    live = live.filter(user=user) if user else live
    grants = list(live.select_for_update(of=("self",)).select_related("inmate").order_by("inmate_id", "pk"))
    AccessGrant.objects.filter(pk__in=[grant.pk for grant in grants]).update(
        ended_at=clock.now(), ended_by=by
    )
    for grant in grants:
        facts = {"user": grant.user_id, "source": source, "grant": grant.pk}
        record(action="inmates.access.ended", subject=grant.inmate, by=by, **facts)
    return len(grants)


@transaction.atomic
def end_grant(*, grant: AccessGrant, by: User) -> AccessGrant:
    """Close one record to whoever it was opened to. Twice changes nothing."""
    locked = (
        AccessGrant.objects.select_for_update(of=("self",))
        .select_related("inmate", "agency")
        .get(pk=grant.pk)
    )
    if locked.ended_at:
        return locked
    locked.ended_at, locked.ended_by = clock.now(), by
    locked.save(update_fields=["ended_at", "ended_by"])
    code = locked.agency.code if locked.agency else None
    record(
        action="inmates.access.ended",
        subject=locked.inmate,
        by=by,
        agency=code,
        user=locked.user_id,
        grant=locked.pk,
    )
    return locked
