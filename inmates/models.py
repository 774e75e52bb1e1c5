"""People in custody, where they are, and who may see their record."""

import uuid
from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from inmates.enums import ConsentSubject, CustodyState, Sex
from inmates.guards import cell_is_the_open_place, row_tells_the_history
from inmates.guards_merging import (
    BECAME_ANOTHER,
    NEW_AND_GOES_ON,
    merged_is_linked,
    stays_once_a_person,
)
from inmates.indexes import PEOPLE_INDEXES
from inmates.models_access import AccessGrant
from inmates.models_apart import KeepApart
from inmates.models_consent import Consent
from inmates.models_departures import LooseEnd, Transfer
from inmates.models_import import ImportRow, RegisterImport
from inmates.models_mapping import ColumnMapping
from inmates.models_merging import Apart, Merge
from inmates.models_names import FormerName
from inmates.models_photo import Photo
from inmates.models_places import Block, Cell
from inmates.models_sentence import OfficialDate, Remission, Sentence
from inmates.models_stays import RegisterEntry, Stay
from inmates.models_whereabouts import Absence, CellPlace
from rutan.accounts.models import User
from rutan.agencies.models import Facility
from rutan.audit.history import remembered
from rutan.core import guards
from rutan.core.keys import big


class InmateQuerySet(models.QuerySet["Inmate"]):
    """People in custody by reach, place and dates."""

    def visible_to(self, user: User) -> Self:
        """Those whose record the person may open today: the whole facility, or by a live grant."""
        reach = user.reach
        granted = AccessGrant.objects.live(on=timezone.localdate()).reaching(user.pk, reach)
        whole = [Q(facility=big(key)) for key in sorted(reach.whole_facility_ids)]
        return self.filter(reduce(or_, whole, Q(pk__in=granted.values("inmate_id"))))

    def told_to(self, user: User, *subjects: ConsentSubject) -> Self:
        """Those of whom the person may be told what any of these subjects covers.

        People of the house: all they reach. An agency: who agrees today to share one of them with that very agency,
        while their record is open to it.
        """
        reach, today = user.reach, timezone.localdate()
        live = AccessGrant.objects.live(on=today)
        own = Q(facility__in=reach.whole_facility_ids)
        if reach.by_assignment:
            own |= Q(pk__in=live.filter(user=user.pk).values("inmate_id"))
        opened = live.filter(inmate=OuterRef("inmate"), agency=OuterRef("agency"))
        agreed = Consent.objects.in_force(on=today).shared_with(reach.agency_ids, subjects)
        return self.filter(own | Q(pk__in=agreed.filter(Exists(opened)).values("inmate_id")))

    def at(self, facility: Facility) -> Self:
        """People on the register of one facility, present or past."""
        return self.filter(facility=big(facility.pk))

    def in_custody(self) -> Self:
        """Those who are here now."""
        return self.filter(state=CustodyState.IN_CUSTODY)

    def going_on(self) -> Self:
        """Without rows that were merged into another: each person once."""
        return self.exclude(state=CustodyState.MERGED)

    def left(self) -> Self:
        """Those who were here and are no longer."""
        return self.exclude(state=CustodyState.IN_CUSTODY).going_on()

    def leaving_by(self, day: date) -> Self:
        """Those whose detention or sentence expires on or before a day."""
        return self.in_custody().filter(expires_on__lte=day)

    def gone(self) -> Self:
        """Those who were here and have left."""
        return self.left()

    def left_between(self, first: date, last: date) -> Self:
        """Those who left on one of the days, both included, and have not come back."""
        return self.filter(left_on__range=(first, last))

    def named(self, words: str, *, by: Iterable[str] = ("full_name", "alias", "register_number")) -> Self:
        """Those in whom one of the fields, which the reader may know, holds every word."""
        fields, found = tuple(by), self
        for word in words.split():
            found = found.filter(reduce(or_, (Q(**{f"{field}__icontains": word}) for field in fields)))
        return found

    def in_block(self, block: Block) -> Self:
        """Those kept in one block."""
        return self.filter(cell__block=block)

    def by_name(self) -> Self:
        """In the order of a list of people."""
        return self.order_by("full_name", "pk")


class InmateManager(models.Manager["Inmate"]):
    """Leaves out rows that were voided."""

    def get_queryset(self) -> InmateQuerySet:
        """All rows that stand."""
        return InmateQuerySet(self.model, using=self._db).filter(voided_at=None)


@remembered
class Inmate(models.Model):
    """A person on the register of one facility (*warga binaan*).

    A transfer makes a new row at the receiver with the same ``person_uuid``. Names follow the court document;
    ``expires_on`` is the end of the current detention order or of the sentence, as the register says.
    """

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="inmates")
    person_uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    full_name = models.CharField(_("name"), max_length=200)
    alias = models.CharField(_("alias"), max_length=200, blank=True)
    nik = models.CharField(_("NIK"), max_length=16, null=True, blank=True)  # noqa: DJ001  # null: unique if present
    birth_place = models.CharField(_("birth place"), max_length=100, blank=True)
    born_on = models.DateField(_("birth date"))
    sex = models.CharField(_("sex"), max_length=1, choices=Sex)
    religion = models.CharField(_("religion"), max_length=50, blank=True)
    education = models.CharField(_("education"), max_length=100, blank=True)
    occupation = models.CharField(_("occupation"), max_length=100, blank=True)
    address = models.TextField(_("address"), blank=True)
    offence = models.CharField(_("offence"), max_length=300, blank=True)
    register_code = models.CharField(_("register"), max_length=10)
    register_number = models.CharField(_("register number"), max_length=60)
    admitted_on = models.DateField(_("admitted on"))
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    cell = models.ForeignKey(
        Cell, verbose_name=_("cell"), null=True, blank=True, on_delete=models.PROTECT, related_name="inmates"
    )
    remark = models.TextField(_("remark"), blank=True)
    state = models.CharField(max_length=12, choices=CustodyState, default=CustodyState.IN_CUSTODY)
    left_on = models.DateField(null=True, blank=True)
    voided_at = models.DateTimeField(null=True, editable=False)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = InmateManager.from_queryset(InmateQuerySet)()
    all_objects = models.Manager["Inmate"]()

    class Meta:
        base_manager_name = "all_objects"
        indexes = PEOPLE_INDEXES
        constraints = (
            models.UniqueConstraint(
                fields=("facility", "register_number"),
                condition=Q(voided_at=None),
                name="inmate_register_number_once_a_facility",
                violation_error_message=_("Somebody else has this register number."),
            ),
            models.UniqueConstraint(
                fields=("facility", "nik"),
                condition=Q(voided_at=None, nik__isnull=False, state=CustodyState.IN_CUSTODY),
                name="inmate_nik_once_a_facility",
                violation_error_message=_("Somebody else in custody has this NIK."),
            ),
            models.UniqueConstraint(
                fields=("facility", "person_uuid"),
                # Rows that were merged are of the person into whose row they were.
                condition=Q(voided_at=None) & ~Q(state=CustodyState.MERGED),
                name="inmate_once_a_facility",
                violation_error_message=_("This person is on the register of this facility already."),
            ),
            models.CheckConstraint(
                name="inmate_nik_has_sixteen_digits",
                condition=Q(nik=None) | Q(nik__regex=r"^[0-9]{16}$"),
                violation_error_message=_("A NIK has sixteen digits."),
            ),
            models.CheckConstraint(
                name="inmate_expiry_after_admission",
                condition=Q(expires_on=None) | Q(expires_on__gte=F("admitted_on")),
                violation_error_message=_("The expiry date is before the admission."),
            ),
            models.CheckConstraint(
                name="inmate_left_when_not_in_custody",
                condition=Q(state=CustodyState.IN_CUSTODY, left_on=None)
                | Q(state=CustodyState.MERGED)
                | (~Q(state=CustodyState.IN_CUSTODY) & Q(left_on__isnull=False)),
                violation_error_message=_("Whoever is not in custody left on a day."),
            ),
        )
        # A transfer makes another row: whatever hangs on this one is of this facility and person.
        triggers = (
            guards.not_if("inmate_stays_who_and_where", BECAME_ANOTHER, on=pgtrigger.Update),
            row_tells_the_history("new.id"),
            merged_is_linked("new.id", unless=NEW_AND_GOES_ON),
            stays_once_a_person("new.id", on=pgtrigger.Update),
            cell_is_the_open_place("new.id"),
            guards.of_one_facility("inmate_of_one_facility", {"cell_id": "inmates_cell"}),
            guards.void_for_good(),
        )

    def __str__(self) -> str:
        return self.full_name

    @cached_property
    def row_keys(self) -> list[int]:
        """The keys of all rows that are read as this person's: their own first, then those merged into it."""
        return [self.pk, *self.merges.lasting().order_by("pk").values_list("merged", flat=True)]

    @property
    def is_merged(self) -> bool:
        """Whether the row was merged into another one of the same person."""
        return self.state == CustodyState.MERGED

    @property
    def is_detainee(self) -> bool:
        """Whether the person is on a detention register (A), not yet sentenced."""
        return self.register_code.startswith("A")

    @property
    def masked_nik(self) -> str:
        """First four and last four digits, for lists and the case file."""
        return f"{self.nik[:4]}{'•' * 8}{self.nik[-4:]}" if self.nik else ""


__all__ = [
    "Absence",
    "AccessGrant",
    "Apart",
    "Block",
    "Cell",
    "CellPlace",
    "ColumnMapping",
    "Consent",
    "FormerName",
    "ImportRow",
    "Inmate",
    "KeepApart",
    "LooseEnd",
    "Merge",
    "OfficialDate",
    "Photo",
    "RegisterEntry",
    "RegisterImport",
    "Remission",
    "Sentence",
    "Stay",
    "Transfer",
]
