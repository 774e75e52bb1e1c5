"""Keeping lists: what a person filters by, under a name."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rutan.accounts.models import User
from rutan.accounts.models_lists import SavedList
from rutan.agencies.models import Facility
from rutan.audit.services import record
from rutan.core.errors import Refused
from rutan.core.request_keys import earlier

AT_MOST = 20


class ListRefused(Refused):
    """A list could not be kept or taken back."""


@transaction.atomic
def save_list(
    *,
    page: str,
    name: str,
    query: Mapping[str, str],
    is_default: bool,
    facility: Facility,
    by: User,
    request_key: UUID,
) -> SavedList:
    """Keep what is asked of a list; one of the same name is replaced, and stays among those that were removed.

    :raises ListRefused: when the person has too many lists on the page.
    :raises KeyUsed: when the key was used for something else.
    """
    deed: dict[str, Any] = {
        "facility": facility,
        "user": by,
        "page": page,
        "name": name,
        "query": dict(query),
    }
    if done := earlier(SavedList.all_objects, request_key, **deed):
        return done
    own = _own(by, facility, page)
    for same in own.filter(name=name):
        _void(same, by)
    if own.count() >= AT_MOST:
        text = _("You have %(count)d lists here already. Remove one that you no longer use.")
        raise ListRefused(text % {"count": AT_MOST})
    if is_default:
        own.filter(is_default=True).update(is_default=False)
    saved: SavedList = SavedList.objects.create(**deed, is_default=is_default, request_key=request_key)
    record(action="accounts.list.saved", subject=saved, by=by, table=page)
    return saved


@transaction.atomic
def begin_with(*, saved: SavedList, is_default: bool, by: User) -> SavedList:
    """Let the page begin with this list, or no longer."""
    own = _own(by, saved.facility, saved.page)
    own.filter(is_default=True).update(is_default=False)
    if is_default:
        own.filter(pk=saved.pk).update(is_default=True)
    saved.refresh_from_db()
    return saved


@transaction.atomic
def remove_list(*, saved: SavedList, by: User) -> SavedList:
    """Remove a list; it can be taken back."""
    locked = SavedList.all_objects.select_for_update(of=("self",)).get(pk=saved.pk)
    if locked.voided_at is None:
        _void(locked, by)
        record(action="accounts.list.removed", subject=locked, by=by, table=locked.page)
    return locked


@transaction.atomic
def take_back(*, saved: SavedList, by: User) -> SavedList:
    """Take back that a list was removed.

    :raises ListRefused: when another list has its name meanwhile.
    """
    locked = SavedList.all_objects.select_for_update(of=("self",)).get(pk=saved.pk)
    if locked.voided_at is None:
        return locked
    locked.voided_at, locked.voided_by, locked.is_default = None, None, False
    try:
        with transaction.atomic():
            locked.save(update_fields=["voided_at", "voided_by", "is_default"])
    except IntegrityError:
        raise ListRefused(_("You have another list of this name. Remove that one first.")) from None
    record(action="accounts.list.restored", subject=locked, by=by, table=locked.page)
    return locked


def _own(by: User, facility: Facility, page: str) -> Any:
    """The person's lists on a page, locked."""
    own = SavedList.objects.get_queryset().own_of(by.pk, facility).on(page)
    list(own.select_for_update(of=("self",)).order_by("pk"))
    return own


def _void(saved: SavedList, by: User) -> None:
    saved.voided_at, saved.voided_by, saved.is_default = timezone.now(), by, False
    saved.save(update_fields=["voided_at", "voided_by", "is_default"])
