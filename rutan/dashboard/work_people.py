"""Work on people: deciding, placing, consent, opening records, assessing."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from assessments.models import Assessment, AssessorCertificate
from assessments.queries_certificates import SOON
from assessments.queries_figures import never_screened
from inmates.models import AccessGrant, Transfer
from inmates.queries_consent import consents_lacking
from inmates.queries_loose_ends import to_settle
from rehab import queries_waiting as way
from rehab.domain.stage import Stage
from rehab.models import Placement
from rehab.queries_case_officers import without_case_officer
from rutan.accounts.models import User
from rutan.accounts.permissions import Permission as P
from rutan.dashboard.figure import Figure, Rows
from rutan.dashboard.figures_people import LEAVING_FIGURE
from rutan.dashboard.reading import Reading
from rutan.dashboard.work import Tells, Tone, Work


def at(stage: Stage, reading: Reading) -> Rows:
    """People in custody at a stage."""
    return way.in_custody_with_stage(reading.people).filter(stage=stage)


def unseen(reading: Reading) -> Rows:
    """People in custody whose record no agency may open today."""
    opened = AccessGrant.objects.live(on=reading.today).filter(inmate=OuterRef("pk"), agency__isnull=False)
    return reading.people.in_custody().filter(~Exists(opened))


def certificate_missing(reading: Reading) -> Rows:
    """The reader, as long as no certificate of theirs counts today."""
    lasting = Q(ends_on=None) | Q(ends_on__gte=reading.today)
    held = AssessorCertificate.objects.of_user(reading.user).filter(lasting, starts_on__lte=reading.today)
    return User.objects.filter(pk=reading.user.pk).filter(~Exists(held))


def certificate_expiring(reading: Reading) -> Rows:
    """The reader's certificates that run out soon and are followed by none that lasts longer."""
    soon = reading.today + SOON
    own = AssessorCertificate.objects.of_user(reading.user)
    lasting = own.filter(Q(ends_on=None) | Q(ends_on__gt=soon))
    return own.filter(~Exists(lasting), ends_on__range=(reading.today, soon))


TO_CONFIRM = Work(
    Figure(
        "to_confirm",
        _("Tiers that wait for a second person"),
        _(
            "People in custody whose tier was decided otherwise than recommended: the head confirms or declines."
        ),
        lambda reading: at(Stage.AWAITING_SECOND, reading),
        of_today=True,
        oldest="decided_at",
    ),
    (P.TIER_CONFIRM,),
    lambda count: ngettext(
        "%(count)d tier waits for your confirmation", "%(count)d tiers wait for your confirmation", count
    ),
    tone=Tone.ACT,
    page="rehab:list",
    query="stage=awaiting_second",
)
LEAVING_SOON = Work(
    LEAVING_FIGURE,
    (P.TIER_CONFIRM, P.TIER_DECIDE, P.OWN_NOTE_EDIT),
    lambda count: ngettext(
        "%(count)d person leaves within 30 days and has not finished",
        "%(count)d people leave within 30 days and have not finished",
        count,
    ),
    tone=Tone.ACT,
    tells=Tells.UNTIL,
    besides=(P.DATES_VIEW,),
)
TO_DECIDE = Work(
    Figure(
        "to_decide",
        _("Tiers to decide"),
        _("People in custody who were screened and whose tier is not decided."),
        lambda reading: at(Stage.TO_DECIDE, reading),
        of_today=True,
        oldest="screened_on",
    ),
    (P.TIER_DECIDE,),
    lambda count: ngettext("%(count)d tier to decide", "%(count)d tiers to decide", count),
    page="rehab:list",
    query="stage=to_decide",
)
TO_PLACE = Work(
    Figure(
        "to_place",
        _("People to place"),
        _("People in custody whose tier is decided and who are in no group."),
        lambda reading: at(Stage.TO_PLACE, reading),
        of_today=True,
        oldest="decided_at",
    ),
    (P.PLACEMENT_CREATE,),
    lambda count: ngettext(
        "%(count)d person to place in a group", "%(count)d people to place in a group", count
    ),
    page="rehab:list",
    query="stage=to_place",
)
TO_CLOSE = Work(
    Figure(
        "to_close",
        _("Placements past their last day"),
        _("Placements still under way whose planned last day has passed."),
        lambda reading: (
            Placement.objects.at(reading.facility)
            .active()
            .filter(ends_on__lt=reading.today, inmate__in=reading.people)
        ),
        of_today=True,
        oldest="ends_on",
    ),
    (P.PLACEMENT_CREATE,),
    lambda count: ngettext(
        "%(count)d placement is past its last day and has to be closed",
        "%(count)d placements are past their last day and have to be closed",
        count,
    ),
    tone=Tone.ACT,
)
NO_CONSENT = Work(
    Figure(
        "no_consent",
        _("Without consent to take part"),
        _("People in custody who wait for a place or are in the programme and have not agreed to take part."),
        lambda reading: way.without_consent(reading.people, on=reading.today),
        of_today=True,
        oldest="decided_at",
    ),
    (P.CONSENT_RECORD,),
    lambda count: ngettext(
        "%(count)d person has not agreed to take part yet",
        "%(count)d people have not agreed to take part yet",
        count,
    ),
)
CONSENTS_LACKING = Work(
    Figure(
        "consents_lacking",
        _("Consents missing or running out"),
        _(
            "People in custody of whom an agency that sees them was not told what it may know, or one of whose consents"
            " ran out or runs out within 30 days."
        ),
        lambda reading: consents_lacking(reading.people, on=reading.today),
        of_today=True,
        oldest="admitted_on",
    ),
    (P.CONSENT_RECORD,),
    lambda count: ngettext(
        "%(count)d person has consents missing or running out",
        "%(count)d people have consents missing or running out",
        count,
    ),
    tells=Tells.NOTHING,
)
NO_CASE_OFFICER = Work(
    Figure(
        "no_case_officer",
        _("Participants without a case officer"),
        _("People in custody who are in the programme and whom nobody is the case officer of."),
        lambda reading: without_case_officer(reading.people.in_custody()),
        of_today=True,
        oldest="admitted_on",
    ),
    (P.ACCESS_GRANT,),
    lambda count: ngettext(
        "%(count)d participant has no case officer", "%(count)d participants have no case officer", count
    ),
    tells=Tells.NOTHING,
    page="rehab:case_officers",
    query="shown=without",
)
UNSEEN = Work(
    Figure(
        "unseen",
        _("Seen by no agency"),
        _("People in custody whose record is open to no agency today, so that nobody can screen them."),
        unseen,
        of_today=True,
        oldest="admitted_on",
    ),
    (P.ACCESS_GRANT,),
    lambda count: ngettext(
        "%(count)d person is seen by no agency", "%(count)d people are seen by no agency", count
    ),
    further="coordination:list",
)
TO_SCREEN = Work(
    Figure(
        "to_screen",
        _("People to screen"),
        _("People in custody you may reach, without a signed ASSIST."),
        lambda reading: never_screened(reading.facility).visible_to(reading.user),
        of_today=True,
        oldest="admitted_on",
    ),
    (P.ASSESSMENT_ENTER,),
    lambda count: ngettext("%(count)d person to screen", "%(count)d people to screen", count),
    page="assessments:list",
)
OWN_DRAFTS = Work(
    Figure(
        "own_drafts",
        _("Your drafts"),
        _("Forms you have begun and not signed."),
        lambda reading: (
            Assessment.objects.visible_to(reading.user).at(reading.facility).drafts_of(reading.user)
        ),
        of_today=True,
        oldest="started_at",
    ),
    (P.ASSESSMENT_ENTER,),
    lambda count: ngettext(
        "%(count)d form begun and not signed", "%(count)d forms begun and not signed", count
    ),
    page="assessments:drafts",
)
LEFT_OPEN = Work(
    Figure(
        "left_open",
        _("Left, but still open"),
        _(
            "What was open when somebody left and still is, and is yours to settle: it goes when the matter is over."
        ),
        lambda reading: to_settle(reading.user, reading.facility, reading.now),
        of_today=True,
        oldest="raised_at",
    ),
    (
        P.PLACEMENT_CREATE,
        P.TRAINING_EDIT,
        P.TIMETABLE_EDIT,
        P.ACCESS_GRANT,
        P.CONSENT_RECORD,
        P.ASSESSMENT_ENTER,
    ),
    lambda count: ngettext(
        "%(count)d matter of people who left is still open",
        "%(count)d matters of people who left are still open",
        count,
    ),
)
ARRIVALS = Work(
    Figure(
        "arrivals",
        _("Announced arrivals"),
        _("People another facility has sent here and whose arrival nobody has confirmed."),
        lambda reading: Transfer.objects.to(reading.facility).on_the_way(),
        of_today=True,
        oldest="announced_at",
    ),
    (P.LEGAL_EDIT,),
    lambda count: ngettext(
        "%(count)d person is on the way here from another facility",
        "%(count)d people are on the way here from another facility",
        count,
    ),
    page="inmates:arrivals",
)
NO_CERTIFICATE = Work(
    Figure(
        "no_certificate",
        _("No certificate of yours counts"),
        _("Without a certificate that counts on the day nothing can be signed."),
        certificate_missing,
        of_today=True,
    ),
    (P.ASSESSMENT_SIGN,),
    lambda count: gettext("You have no certificate that counts today: nothing can be signed"),
    tone=Tone.ACT,
    tells=Tells.NOTHING,
    page="assessments:own_certificates",
)
CERTIFICATE_EXPIRING = Work(
    Figure(
        "certificate_expiring",
        _("Your certificate runs out"),
        _("Your certificates that run out within 60 days and are followed by no other."),
        certificate_expiring,
        of_today=True,
        oldest="ends_on",
    ),
    (P.ASSESSMENT_SIGN,),
    lambda count: gettext("Your certificate runs out soon"),
    tells=Tells.UNTIL,
    page="assessments:own_certificates",
)
