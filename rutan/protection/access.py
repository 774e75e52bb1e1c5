"""Turn a user and an id into a person's file or a breach, or 404."""

from django.http import Http404

from rutan.accounts.models import User
from rutan.accounts.scope import current
from rutan.audit.services import Refusal
from rutan.protection.models import Breach, Disclosure
from rutan.protection.queries_breach_pages import register_of
from rutan.protection.queries_record import reached


def open_disclosure(user: User, disclosure_id: int) -> Disclosure:
    """Return a file the person asked for, at the facility worked for.

    :raises Http404: when it is somebody else's, about somebody out of reach or not there; all look alike.
    """
    found = reached(user, current()).filter(pk=disclosure_id).first()
    if found is None:
        current().refusals.append(Refusal("access.out_of_reach", "protection.disclosure", disclosure_id))
        raise Http404
    return found


def open_breach(user: User, breach_id: int) -> Breach:
    """Return a breach of the facility worked for, one entered by mistake too.

    :raises Http404: when it is another facility's or not there; both look alike.
    """
    facility = current().facility
    found = register_of(facility).filter(pk=breach_id).first() if facility else None
    if found is None:
        current().refusals.append(Refusal("access.out_of_reach", "protection.breach", breach_id))
        raise Http404
    return found
