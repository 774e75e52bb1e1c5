"""Names of choices stored by the package."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sex(models.TextChoices):
    """As the register writes it."""

    MALE = "L", _("Male")
    FEMALE = "P", _("Female")


class CustodyState(models.TextChoices):
    """Whether somebody is here."""

    IN_CUSTODY = "in_custody", _("In custody")
    RELEASED = "released", _("Released")
    TRANSFERRED = "transferred", _("Transferred")
    DIED = "died", _("Died")
    ESCAPED = "escaped", _("Escaped")
    MERGED = "merged", _("Merged with another row")


class Arrival(models.TextChoices):
    """How a stay begins."""

    ADMISSION = "admission", _("New admission")
    TRANSFER = "transfer", _("Transferred from another facility")
    RETURN = "return", _("Came back")


class Departure(models.TextChoices):
    """How a stay ends."""

    RELEASED = "released", _("Released")
    TRANSFERRED = "transferred", _("Transferred")
    DIED = "died", _("Died")
    ESCAPED = "escaped", _("Escaped")


class TransferState(models.TextChoices):
    """Where a transfer between two facilities stands."""

    ANNOUNCED = "announced", _("Announced")
    ARRIVED = "arrived", _("Arrived")
    CANCELLED = "cancelled", _("Taken back")


class AbsenceKind(models.TextChoices):
    """Why somebody was taken out of the facility, to come back."""

    HOSPITAL = "hospital", _("Hospital")
    COURT = "court", _("Court")
    OTHER = "other", _("Other escorted absence")


class RemissionKind(models.TextChoices):
    """On what occasion a sentence was shortened (domain.md 2.2)."""

    GENERAL = "umum", _("General remission, 17 August")
    DECADE = "dasawarsa", _("Remission of the decade")
    HOLIDAY = "khusus", _("Special remission, religious holiday")
    OTHER = "lain", _("Another remission")


class GrantPurpose(models.TextChoices):
    """Why a record is open to somebody who does not see the whole facility."""

    ASSESSMENT = "assessment", _("Screening and assessment")
    COORDINATION = "coordination", _("Coordination")
    CASE_WORK = "case_work", _("Case work")
    CASE_OFFICER = "case_officer", _("Case officer of the person")
    GROUP = "group", _("Facilitates the group")
    TRAINING = "training", _("Teaches the batch")


class ConsentSubject(models.TextChoices):
    """What a consent is about: taking part, or one group of fields shared with an agency."""

    PROGRAMME = "programme", _("Taking part in the programme")
    IDENTITY = "identity", _("Sharing identity")
    SCREENING = "screening", _("Sharing screening results")
    ASSESSMENT = "assessment", _("Sharing assessment results")
    PROGRESS = "progress", _("Sharing progress and attendance")
    OUTCOME = "outcome", _("Sharing the outcome")


class ConsentState(models.TextChoices):
    """What the person decided."""

    GIVEN = "given", _("Given")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ImportState(models.TextChoices):
    """Where an import stands."""

    UPLOADED = "uploaded", _("Being read")
    UNREADABLE = "unreadable", _("Could not be read")
    UNMAPPED = "unmapped", _("Columns must be named")
    JUDGED = "judged", _("Waits for confirmation")
    APPLYING = "applying", _("Being applied")
    APPLIED = "applied", _("Applied")
    DISCARDED = "discarded", _("Discarded")
    UNDONE = "undone", _("Undone")


class Kept(models.TextChoices):
    """Whom a list of people shows, beside those in custody."""

    LEFT = "left", _("No longer here")
    ALL = "all", _("All")


class Legal(models.TextChoices):
    """On which kind of register somebody stands."""

    DETAINED = "detained", _("Detained")
    SENTENCED = "sentenced", _("Sentenced")


class Expiring(models.TextChoices):
    """When the detention or the sentence ends."""

    PAST = "past", _("The day has passed")
    WEEK = "7", _("Within 7 days")
    MONTH = "30", _("Within 30 days")
    QUARTER = "90", _("Within 90 days")
    HALF_YEAR = "180", _("Within 180 days")
    UNKNOWN = "unknown", _("No date")


class RowVerdict(models.TextChoices):
    """What a human said of a row that was held."""

    TAKE = "take", _("Same person: take what the file says")
    KEEP = "keep", _("Same person: keep what is stored, take the rest")
    OTHER = "other", _("Somebody else: leave the row out")


class Housing(models.TextChoices):
    """How near two people who are kept apart may not be kept; empty leaves cells alone."""

    NONE = "", _("Cells are left alone")
    CELL = "cell", _("Not in one cell")
    BLOCK = "block", _("Not in one block")


class ApartReason(models.TextChoices):
    """Why two people are kept apart."""

    VIOLENCE = "violence", _("Violence between them")
    THREAT = "threat", _("Threats")
    BULLYING = "bullying", _("Bullying or extortion")
    GANG = "gang", _("Rival groups")
    SAME_CASE = "same_case", _("Same case: accused or witness")
    NETWORK = "network", _("Same drug network")
    ORDER = "order", _("Order of the court or prosecutor")
    OTHER = "other", _("Another reason")


class ApartPart(models.TextChoices):
    """What somebody's part is in what two people are kept apart for."""

    VICTIM = "victim", _("Victim")
    OFFENDER = "offender", _("Offender")
    BOTH = "both", _("Both sides alike")
    UNKNOWN = "unknown", _("Not known")


class ApartKept(models.TextChoices):
    """Which rows the list shows of those who are kept apart, beside those that are open."""

    IN_FORCE = "in_force", _("In force today")
    OVER = "over", _("Closed or past")
    ALL = "all", _("All")
