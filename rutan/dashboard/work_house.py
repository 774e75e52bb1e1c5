"""Work on sessions, training, the register, reports, roles and the audit trail."""

from datetime import timedelta

from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from inmates.enums import ImportState
from inmates.models import RegisterImport
from inmates.queries_doubles import in_doubt
from inmates.queries_lacking import without_cell
from inmates.queries_whereabouts import away_now
from rutan.accounts.models import RoleAssignment
from rutan.accounts.permissions import Permission as P
from rutan.accounts.queries_users import managed_at
from rutan.agencies.models import Facility
from rutan.audit.models import Event
from rutan.dashboard.figure import Figure, Rows
from rutan.dashboard.figures_work import BEGINS, TO_MARK
from rutan.dashboard.reading import Reading
from rutan.dashboard.work import Tells, Tone, Work
from rutan.reports.domain.months import Month
from rutan.reports.models import ReportEdition
from rutan.timetable.models import Booking
from rutan.timetable.models_bookings import BookingQuerySet
from rutan.timetable.queries_figures import PROGRAMMES
from training.models import Batch

LATELY = timedelta(days=7)
A_MONTH = timedelta(days=31)
REFUSALS = ("access.refused", "access.out_of_reach")


def led(reading: Reading) -> BookingQuerySet:
    """Sessions and lessons of the facility that the reader leads."""
    seen = Booking.objects.visible_to(reading.user).at(reading.facility)
    return seen.led_by(reading.user).filter(kind__in=PROGRAMMES)


def with_places(reading: Reading) -> Rows:
    """Batches with people on the waiting list and places free."""
    open_ones: Rows = Batch.objects.visible_to(reading.user).at(reading.facility).open().counted()
    return open_ones.filter(waiting__gt=0, taken__lt=F("capacity"))


def report_missing(reading: Reading) -> Rows:
    """The facility, as long as there is no report on the last month that is over."""
    month = Month.last_over(reading.today)
    made = ReportEdition.objects.at(reading.facility).about(month).standing()
    return Facility.objects.filter(pk=reading.facility.pk).filter(~Exists(made))


def roles_waiting(reading: Reading) -> Rows:
    """Roles whose second person the reader may be."""
    waiting = RoleAssignment.objects.concerning(reading.facility).proposed()
    return waiting.exclude(user=reading.user).exclude(proposed_by=reading.user)


def without_role(reading: Reading) -> Rows:
    """Active people of the facility with no role that counts, will count or waits."""
    held = RoleAssignment.objects.filter(user=OuterRef("pk")).exclude(ends_on__lt=reading.today)
    return managed_at(reading.facility).filter(~Exists(held), is_active=True)


WORK_ON_SESSIONS = (
    Work(
        TO_MARK,
        (P.ATTENDANCE_MARK,),
        lambda count: ngettext(
            "%(count)d session is over and not marked", "%(count)d sessions are over and not marked", count
        ),
        tone=Tone.ACT,
    ),
    Work(
        Figure(
            "own_to_mark",
            _("Your sessions without attendance"),
            _("Sessions and lessons you lead that are over and of which nobody has marked who was there."),
            lambda reading: led(reading).waiting_to_be_marked(reading.now).annotate(begins_at=BEGINS),
            of_today=True,
            oldest="begins_at",
        ),
        (P.ATTENDANCE_MARK_OWN,),
        lambda count: ngettext(
            "%(count)d session of yours is over and not marked",
            "%(count)d sessions of yours are over and not marked",
            count,
        ),
        tone=Tone.ACT,
    ),
)
WORK_ON_TRAINING = (
    Work(
        Figure(
            "places_free",
            _("Waiting lists with places free"),
            _("Batches with people on the waiting list while places are free."),
            with_places,
            of_today=True,
            oldest="starts_on",
        ),
        (P.TRAINING_EDIT,),
        lambda count: ngettext(
            "%(count)d batch has places free and people waiting",
            "%(count)d batches have places free and people waiting",
            count,
        ),
        tells=Tells.NOTHING,
    ),
    Work(
        Figure(
            "batches_over",
            _("Batches to finish"),
            _("Batches whose last day has passed and of which nobody has written down who completed them."),
            lambda reading: (
                Batch.objects.visible_to(reading.user)
                .at(reading.facility)
                .running()
                .filter(ends_on__lt=reading.today)
            ),
            of_today=True,
            oldest="ends_on",
        ),
        (P.TRAINING_EDIT, P.TRAINING_EDIT_OWN),
        lambda count: ngettext(
            "%(count)d batch is over and not finished", "%(count)d batches are over and not finished", count
        ),
    ),
)
WORK_ON_THE_REGISTER = (
    Work(
        Figure(
            "imports",
            _("Register files that wait"),
            _("Register files that wait for somebody to name their columns, to confirm or to discard them."),
            lambda reading: RegisterImport.objects.filter(
                facility=reading.facility, state__in=(ImportState.UNMAPPED, ImportState.JUDGED)
            ).defer("content"),
            of_today=True,
            oldest="uploaded_at",
        ),
        (P.REGISTER_IMPORT,),
        lambda count: ngettext(
            "%(count)d register file is not stored yet",
            "%(count)d register files are not stored yet",
            count,
        ),
    ),
    Work(
        Figure(
            "doubles",
            _("Probably recorded twice"),
            _("People in custody of whom there is probably another row, and nobody has said whether it is."),
            lambda reading: in_doubt(reading.people, reading.facility),
            of_today=True,
            oldest="admitted_on",
        ),
        (P.LEGAL_EDIT,),
        lambda count: ngettext(
            "%(count)d person is probably recorded twice",
            "%(count)d people are probably recorded twice",
            count,
        ),
        tells=Tells.NOTHING,
        page="inmates:doubles",
    ),
    Work(
        Figure(
            "no_cell",
            _("Without a cell"),
            _("People in custody today whose cell is not written down."),
            lambda reading: without_cell(reading.people),
            of_today=True,
            oldest="admitted_on",
        ),
        (P.CELL_EDIT,),
        lambda count: ngettext("%(count)d person without a cell", "%(count)d people without a cell", count),
    ),
    Work(
        Figure(
            "overdue_absences",
            _("Away and should be back"),
            _("People in custody who were taken out and whose expected return has passed."),
            lambda reading: away_now(reading.user, reading.facility).overdue(reading.now).order_by(),
            of_today=True,
            oldest="expected_at",
        ),
        (P.CELL_EDIT,),
        lambda count: ngettext(
            "%(count)d person who is away should be back",
            "%(count)d people who are away should be back",
            count,
        ),
        tone=Tone.ACT,
        page="inmates:away",
        query="overdue=on",
    ),
)
WORK_ON_REPORTS = (
    Work(
        Figure(
            "report_drafts",
            _("Reports that wait for approval"),
            _("Reports that were prepared and neither approved nor withdrawn."),
            lambda reading: (
                ReportEdition.objects.visible_to(reading.user).at(reading.facility).drafts().without_content()
            ),
            of_today=True,
            oldest="prepared_at",
        ),
        (P.REPORT_APPROVE,),
        lambda count: ngettext(
            "%(count)d report waits for your approval", "%(count)d reports wait for your approval", count
        ),
        tone=Tone.ACT,
    ),
    Work(
        Figure(
            "report_missing",
            _("Report not prepared"),
            _("The last month that is over has no report yet."),
            report_missing,
            of_today=True,
        ),
        (P.REPORT_PREPARE,),
        lambda count: gettext("The report on the last month is not prepared yet"),
        tells=Tells.NOTHING,
        page="reports:list",
    ),
    Work(
        Figure(
            "reports_sealed",
            _("New reports"),
            _("Reports that were sealed within the last 31 days and that you have not opened yet."),
            lambda reading: (
                ReportEdition.objects.visible_to(reading.user)
                .at(reading.facility)
                .sealed()
                .filter(sealed_at__gte=reading.now - A_MONTH)
                .unread_by(reading.user)
                .without_content()
            ),
            of_today=True,
            oldest="sealed_at",
        ),
        (P.REPORT_ACKNOWLEDGE,),
        lambda count: ngettext("%(count)d new report to read", "%(count)d new reports to read", count),
    ),
)
WORK_ON_ACCOUNTS = (
    Work(
        Figure(
            "roles",
            _("Roles waiting for approval"),
            _("Roles that were proposed by others and for others, and wait for a second person."),
            roles_waiting,
            of_today=True,
            oldest="proposed_at",
        ),
        (P.ROLE_APPROVE,),
        lambda count: ngettext(
            "%(count)d role waits for a second person", "%(count)d roles wait for a second person", count
        ),
        page="accounts:approvals",
    ),
    Work(
        Figure(
            "no_role",
            _("Users without a role"),
            _("Active users of this facility who hold no role and are proposed for none."),
            without_role,
            of_today=True,
        ),
        (P.USER_MANAGE,),
        lambda count: ngettext("%(count)d user without a role", "%(count)d users without a role", count),
        tells=Tells.NOTHING,
    ),
    Work(
        Figure(
            "refusals",
            _("Refused access"),
            _("Pages and records that somebody asked for within the last 7 days and did not get."),
            lambda reading: Event.objects.filter(
                facility_id=reading.facility.pk, action__in=REFUSALS, at__gte=reading.now - LATELY
            ),
            of_today=True,
        ),
        (P.AUDIT_VIEW,),
        lambda count: ngettext(
            "%(count)d refused access in the last 7 days",
            "%(count)d refused accesses in the last 7 days",
            count,
        ),
        tone=Tone.KNOW,
        tells=Tells.NOTHING,
        further="reports:audit",
    ),
)
