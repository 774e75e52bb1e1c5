"""Services of accounts that take a request key."""

from rutan.accounts.permissions import Role
from rutan.accounts.services import propose_role
from rutan.accounts.services_users import create_user
from rutan.core import clock
from tests.factories import accounts
from tests.rutan.deed import Deed


def role(at):
    one, other = (accounts.user(username=name) for name in ("calon-satu", "calon-dua"))
    facts = {"user": one, "role": Role.REGISTRAR, "facility": at.here, "starts_on": clock.today()}
    others = {
        "another facility": {"facility": at.there},
        "another person": {"user": other},
        "another role": {"role": Role.SECURITY},
    }
    return Deed(propose_role, facts | {"by": at.by}, others)


def user(at):
    facts = {"username": "baru", "full_name": "Orang Baru", "position": "", "role": Role.REGISTRAR}
    others = {
        "another facility": {"facility": at.there},
        "another name": {"username": "lain"},
        "another role": {"role": Role.SECURITY},
    }
    return Deed(create_user, facts | {"facility": at.here, "starts_on": clock.today(), "by": at.by}, others)
