"""Reads about consent."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, IntegerField, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import Promise

from inmates.domain.consent import SOON, Standing, standing_of
from inmates.enums import ConsentState, ConsentSubject
from inmates.models import AccessGrant, Consent, Inmate, InmateQuerySet, Merge, Stay
from inmates.models_consent import DENIED
from inmates.wording_consent import COUNTED, NO_PAPER_COUNTED, TONES, WORDS
from rutan.agencies.models import Agency, Facility

SHARED = tuple(subject for subject in ConsentSubject if subject is not ConsentSubject.PROGRAMME)


@dataclass(frozen=True)
class ConsentMatter:
    """One thing a person is asked about, what they said last, and how that stands on the day it is looked at."""

    subject: ConsentSubject
    agency: Agency | None
    standing: Consent | None
    on: date

    @property
    def key(self) -> str:
        """Its name in a form: ``programme``, ``progress-3``."""
        return f"{self.subject.value}-{self.agency.pk}" if self.agency else self.subject.value

    @property
    def stands(self) -> Standing:
        """How it stands on the day."""
        said = self.standing
        return standing_of(said.state if said else None, said.expires_on if said else None, on=self.on)

    @property
    def word(self) -> str | Promise:
        """How it stands, in a word."""
        return WORDS[self.stands]

    @property
    def tone(self) -> str:
        """How the word is marked."""
        return TONES[self.stands]

    @property
    def lacks_paper(self) -> bool:
        """Whether something was agreed to and the signed paper was not handed in."""
        said = self.standing
        return said is not None and said.state == ConsentState.GIVEN and said.scan_id is None


@dataclass(frozen=True)
class ConsentBadge:
    """What is missing of a person's consents, for the head of their file."""

    words: str
    tone: str


def matters_of(inmate: Inmate, *, on: date) -> list[ConsentMatter]:
    """Return everything a person is asked about: taking part, and for each partner agency what it may be told."""
    standing = {
        (consent.subject, consent.agency_id): consent
        for consent in Consent.objects.of(inmate).select_related("agency")
    }
    standing |= _denied_elsewhere(inmate, standing)
    asked: list[tuple[ConsentSubject, Agency | None]] = [(ConsentSubject.PROGRAMME, None)]
    asked += [
        (subject, agency) for agency in _agencies(inmate.facility, standing, on=on) for subject in SHARED
    ]
    return [
        ConsentMatter(subject, agency, standing.get((subject.value, agency.pk if agency else None)), on)
        for subject, agency in asked
    ]


def _denied_elsewhere(
    inmate: Inmate, standing: Mapping[tuple[str, int | None], Consent]
) -> dict[tuple[str, int | None], Consent]:
    """What the person refused or withdrew on a row that was merged into theirs, and has not decided again since."""
    if len(inmate.row_keys) == 1:
        return {}
    merges = {merge.merged_id: merge for merge in Merge.objects.into(inmate)}
    found = {}
    for denied in Consent.objects.filter(inmate__in=merges, state__in=DENIED).select_related("agency"):
        own = standing.get((denied.subject, denied.agency_id))
        if own is None or own.recorded_at <= merges[denied.inmate_id].merged_at:
            found[denied.subject, denied.agency_id] = denied
    return found


def _agencies(
    facility: Facility, standing: Mapping[tuple[str, int | None], Consent], *, on: date
) -> list[Agency]:
    """Agencies with an agreement in force, and those a decision still stands for."""
    agreements = facility.agreements.valid(on).select_related("agency")
    agencies = {agreement.agency_id: agreement.agency for agreement in agreements}
    for consent in standing.values():
        if consent.agency:
            agencies.setdefault(consent.agency.pk, consent.agency)
    return sorted(agencies.values(), key=lambda agency: (agency.short_name, agency.pk))


def badges_of(inmate: Inmate, *, on: date) -> list[ConsentBadge]:
    """Say what is missing: how many questions were not asked, refused, taken back, ran out, or have no paper."""
    matters = matters_of(inmate, on=on)
    counts = Counter(matter.stands for matter in matters)
    found = [
        ConsentBadge(str(words % {"count": counts[stands]}), TONES[stands])
        for stands, words in COUNTED.items()
        if counts[stands]
    ]
    papers = sum(matter.lacks_paper for matter in matters)
    return found + ([ConsentBadge(str(NO_PAPER_COUNTED % {"count": papers}), "wait")] if papers else [])


def shared_of(inmate: Inmate, agency_ids: Collection[int], *, on: date) -> frozenset[ConsentSubject]:
    """Return what a person shares on a day with any of these agencies, each only while their record is open to it."""
    opened = AccessGrant.objects.live(on=on).filter(inmate=inmate, agency=OuterRef("agency"))
    given = Consent.objects.of(inmate).in_force(on=on).shared_with(agency_ids, SHARED)
    return frozenset(ConsentSubject(each.subject) for each in given.filter(Exists(opened)))


def earlier_decisions(inmate: Inmate) -> QuerySet[Consent]:
    """Every decision a person ever made, the ones that no longer stand too, newest first."""
    return Consent.all_objects.of(inmate).select_related("agency", "recorded_by")


def standing_without_paper(inmate: Inmate) -> QuerySet[Consent]:
    """A person's decisions that stand and whose paper was not handed in, newest first."""
    return Consent.objects.of(inmate).without_paper().select_related("agency")


def consents_lacking(people: InmateQuerySet, *, on: date) -> InmateQuerySet:
    """Those in custody of whom an agency that sees them has a question open, or some consent ran out or soon will."""
    over = Q(state=ConsentState.GIVEN, expires_on__lte=on + SOON)
    settled = Consent.objects.filter(inmate=OuterRef("inmate"), agency=OuterRef("agency")).exclude(over)
    answers = settled.order_by().values("inmate").annotate(answers=Count("pk")).values("answers")
    opened = AccessGrant.objects.live(on=on).filter(inmate=OuterRef("pk"), agency__isnull=False)
    asked = opened.annotate(answers=Coalesce(Subquery(answers, output_field=IntegerField()), 0))
    open_question = Exists(asked.filter(answers__lt=len(SHARED)))
    running_out = Exists(Consent.objects.filter(over, inmate=OuterRef("pk")))
    return people.in_custody().filter(open_question | running_out)


def held_since(inmate: Inmate) -> date | None:
    """The first day on which any facility held the person, by the stays that stand of all their rows."""
    first: date | None = Stay.objects.of_the_person(inmate).aggregate(first=Min("admitted_on"))["first"]
    return first
