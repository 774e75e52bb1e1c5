"""The demo's facilities, partner agencies and accounts."""

from datetime import date

from inmates.enums import Sex
from inmates.models import Block, Cell
from rutan.accounts.models import RoleAssignment, User
from rutan.accounts.permissions import AGENCY_ROLES, Role
from rutan.accounts.services import approve_role, propose_role
from rutan.agencies.enums import AgencyKind
from rutan.agencies.models import Agency, CooperationAgreement, Facility
from rutan.demo.people import ACCOUNTS, COLLEAGUES, Account

SINCE = date(2025, 7, 24)
# For whom each block is, and for how many each of its cells.
BLOCKS = {
    "A": (Sex.MALE, (16, 16, 14, 14, 20)),
    "B": (Sex.MALE, (16, 12, 12, 12, 20)),
    "C": (Sex.FEMALE, (7, 7, 7, 7, 7)),
}
AGENCIES = (
    (
        "bnnk-purbalingga",
        "BNN Kabupaten Purbalingga",
        "BNNK Purbalingga",
        AgencyKind.NARCOTICS,
        "Purbalingga",
    ),
    (
        "dinkes-banjarnegara",
        "Dinas Kesehatan Kabupaten Banjarnegara",
        "Dinas Kesehatan Banjarnegara",
        AgencyKind.HEALTH,
        "Banjarnegara",
    ),
)


def agencies_of(facility: Facility) -> dict[str, Agency]:
    """Make the partner agencies, each with an agreement, by code."""
    return {facts[0]: _agency(facility, *facts) for facts in AGENCIES}


def accounts_of(
    own: Facility, empty: Facility, agencies: dict[str, Agency], password: str
) -> dict[str, User]:
    """Make the accounts and give them their roles, by user name."""
    people = {account.username: _user(account, password) for account in ACCOUNTS}
    people |= {account.username: _user(account, None) for account in COLLEAGUES}
    for account in (*ACCOUNTS, *COLLEAGUES):
        _give_role(account, people, own, empty, agencies)
    return people


def make_facility(code: str, name: str, *, is_demo: bool) -> Facility:
    """Make a facility with its blocks and cells."""
    facility = Facility.objects.create(
        code=code,
        name=name,
        city="Banjarnegara",
        address="Jalan Contoh Nomor 1, Banjarnegara",
        regional_office="Kantor Wilayah Jawa Tengah",
        letter_prefix=f"WP.00.PAS.{code}-CONTOH",
        is_demo=is_demo,
    )
    _blocks(facility)
    return facility


def _blocks(facility: Facility) -> None:
    for code, (sex, capacities) in BLOCKS.items():
        block = Block.objects.create(facility=facility, code=code, name=f"Blok {code}", sex=sex)
        Cell.objects.bulk_create(
            Cell(facility=facility, block=block, code=f"{code}{number}", capacity=capacity)
            for number, capacity in enumerate(capacities, 1)
        )


def _agency(facility: Facility, code: str, name: str, short_name: str, kind: AgencyKind, city: str) -> Agency:
    agency = Agency.objects.create(code=code, name=name, short_name=short_name, kind=kind, city=city)
    CooperationAgreement.objects.create(
        facility=facility,
        agency=agency,
        number=f"PKS-CONTOH/{agency.pk}/2025",
        subject="Rehabilitasi pemasyarakatan",
        starts_on=SINCE,
    )
    return agency


def _user(account: Account, password: str | None) -> User:
    return User.objects.create_user(
        account.username, password, full_name=account.full_name, position=account.position
    )


def _give_role(
    account: Account, people: dict[str, User], own: Facility, empty: Facility, agencies: dict[str, Agency]
) -> None:
    """Propose as one person and approve as another, as anywhere else."""
    proposer, approver = people["admin"], people["karutan"]
    if account.username == approver.username:
        approver = people["auditor"]
    if account.username == proposer.username:
        proposer = people["auditor"]
    for facility in (own, empty) if account.both else (own,):
        _approved(
            account.role, people[account.username], proposer, approver, facility, agencies.get(account.agency)
        )


def _approved(
    role: Role, user: User, proposer: User, approver: User, facility: Facility, agency: Agency | None
) -> RoleAssignment:
    held_for = {"agency": agency} if role in AGENCY_ROLES else {"facility": facility}
    proposed = propose_role(user=user, role=role, starts_on=SINCE, by=proposer, **held_for)
    return approve_role(assignment=proposed, by=approver)
