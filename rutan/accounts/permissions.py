"""Who may do what: one enum of permissions, one enum of roles, one table.

The table follows "Who sees and does what" of the contracts; ``tests/access`` walks every page as every role and
compares. A permission says what a person may do; ``Inmate.objects.visible_to`` says to whom.
"""

from enum import StrEnum, auto

from django.db import models
from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    """One thing a page may ask for."""

    HOME_VIEW = auto()
    INMATE_VIEW = auto()
    INMATE_EDIT = auto()
    LEGAL_VIEW = auto()
    LEGAL_EDIT = auto()
    DATES_VIEW = auto()
    NIK_VIEW = auto()  # the last digits, and who has them; nobody sees all sixteen
    CELL_VIEW = auto()
    CELL_EDIT = auto()
    OCCUPANCY_VIEW = auto()  # how full the whole house is, and who is where
    BLOCK_EDIT = auto()
    KEEP_APART_VIEW = auto()  # that two people may not be together, and until when
    KEEP_APART_READ = auto()  # why, and what each one's part in it is
    KEEP_APART_EDIT = auto()
    REGISTER_IMPORT = auto()
    REGISTER_LIST = auto()
    LIST_EXPORT = auto()
    ACCESS_GRANT = auto()
    CONSENT_RECORD = auto()
    TIER_VIEW = auto()
    TIER_DECIDE = auto()
    TIER_CONFIRM = auto()
    SCORE_VIEW = auto()
    BAND_VIEW = auto()
    ANSWERS_VIEW = auto()
    CLINICAL_NOTE_EDIT = auto()
    OWN_NOTE_EDIT = auto()
    ASSESSMENT_ENTER = auto()
    ASSESSMENT_SIGN = auto()
    ASSESSOR_CERTIFICATE_EDIT = auto()
    PLACEMENT_CREATE = auto()
    TIMETABLE_VIEW = auto()
    TIMETABLE_VIEW_OWN = auto()
    TIMETABLE_EDIT = auto()
    TIMETABLE_PUBLISH = auto()
    READINESS_EDIT = auto()
    REGIME_EDIT = auto()
    MOVEMENT_VIEW = auto()
    ATTENDANCE_VIEW = auto()
    ROSTER_VIEW = auto()  # everybody who was to come to a session, by name
    ATTENDANCE_MARK = auto()
    ATTENDANCE_MARK_OWN = auto()
    TRAINING_VIEW = auto()
    TRAINING_EDIT = auto()
    TRAINING_EDIT_OWN = auto()
    COURSE_EDIT = auto()
    REPORT_VIEW = auto()
    REPORT_PREPARE = auto()
    REPORT_APPROVE = auto()
    REPORT_ACKNOWLEDGE = auto()
    DASHBOARD_VIEW = auto()
    AUDIT_VIEW = auto()
    DATA_RECORD_VIEW = auto()  # which data is kept about people, how long and why
    DATA_FILE_REQUEST = auto()  # everything about one person, made for that person
    BREACH_VIEW = auto()  # breaches of personal data, and whose records they reached
    BREACH_EDIT = auto()
    USER_MANAGE = auto()
    ROLE_APPROVE = auto()


class Role(models.TextChoices):
    """What a person is, for a facility or for an agency."""

    HEAD = "head", _("Head of the detention centre")
    REGISTRAR = "registrar", _("Registrar")
    REHAB_OFFICER = "rehab_officer", _("Rehabilitation officer")
    CASE_OFFICER = "case_officer", _("Case officer")
    FACILITATOR = "facilitator", _("Facilitator")
    INSTRUCTOR = "instructor", _("Instructor")
    ASSESSOR = "assessor", _("Assessor")
    COORDINATOR = "coordinator", _("Agency coordinator")
    SECURITY = "security", _("Security staff")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")


AGENCY_ROLES = frozenset({Role.ASSESSOR, Role.COORDINATOR})
ASSIGNED_ROLES = frozenset({Role.CASE_OFFICER, Role.FACILITATOR, Role.INSTRUCTOR})
FACILITY_WIDE_ROLES = frozenset({Role.HEAD, Role.REGISTRAR, Role.REHAB_OFFICER, Role.SECURITY, Role.AUDITOR})

_P = Permission
# Whoever keeps the list of those who are kept apart.
_APART = {_P.KEEP_APART_VIEW, _P.KEEP_APART_READ, _P.KEEP_APART_EDIT}
_PERSON = {_P.INMATE_VIEW, _P.LEGAL_VIEW, _P.DATES_VIEW, _P.NIK_VIEW, _P.CELL_VIEW}

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.HEAD: frozenset(
        _PERSON
        | _APART
        | {_P.TIER_VIEW, _P.TIER_CONFIRM, _P.SCORE_VIEW, _P.BAND_VIEW, _P.TIMETABLE_VIEW, _P.ATTENDANCE_VIEW}
        | {
            _P.ROSTER_VIEW,
            _P.TRAINING_VIEW,
            _P.REPORT_VIEW,
            _P.DATA_RECORD_VIEW,
            _P.DATA_FILE_REQUEST,
            _P.BREACH_VIEW,
            _P.BREACH_EDIT,
            _P.REPORT_APPROVE,
            _P.DASHBOARD_VIEW,
            _P.ROLE_APPROVE,
            _P.OCCUPANCY_VIEW,
            _P.LIST_EXPORT,
        }
    ),
    Role.REGISTRAR: frozenset(
        _PERSON
        | {
            _P.INMATE_EDIT,
            _P.DATA_FILE_REQUEST,
            _P.LEGAL_EDIT,
            _P.CELL_EDIT,
            _P.OCCUPANCY_VIEW,
            _P.BLOCK_EDIT,
            _P.KEEP_APART_VIEW,
            _P.REGISTER_IMPORT,
            _P.REGISTER_LIST,
            _P.LIST_EXPORT,
            _P.TIMETABLE_VIEW,
        }
    ),
    Role.REHAB_OFFICER: frozenset(
        _PERSON
        | {_P.TIER_VIEW, _P.TIER_DECIDE, _P.SCORE_VIEW, _P.BAND_VIEW, _P.ANSWERS_VIEW, _P.CLINICAL_NOTE_EDIT}
        | {_P.ACCESS_GRANT, _P.CONSENT_RECORD, _P.PLACEMENT_CREATE, _P.ASSESSOR_CERTIFICATE_EDIT}
        | {_P.KEEP_APART_VIEW}
        | {_P.TIMETABLE_VIEW, _P.TIMETABLE_EDIT, _P.TIMETABLE_PUBLISH, _P.READINESS_EDIT}
        | {
            _P.ATTENDANCE_VIEW,
            _P.ROSTER_VIEW,
            _P.ATTENDANCE_MARK,
            _P.TRAINING_VIEW,
            _P.TRAINING_EDIT,
            _P.COURSE_EDIT,
        }
        | {_P.REPORT_VIEW, _P.REPORT_PREPARE, _P.DASHBOARD_VIEW, _P.OCCUPANCY_VIEW, _P.LIST_EXPORT}
    ),
    Role.CASE_OFFICER: frozenset(
        _PERSON
        | {
            _P.TIER_VIEW,
            _P.BAND_VIEW,
            _P.OWN_NOTE_EDIT,
            _P.TIMETABLE_VIEW,
            _P.ATTENDANCE_VIEW,
            _P.TRAINING_VIEW,
        }
    ),
    Role.FACILITATOR: frozenset(
        {_P.INMATE_VIEW, _P.CELL_VIEW, _P.TIER_VIEW, _P.OWN_NOTE_EDIT}
        | {_P.TIMETABLE_VIEW_OWN, _P.ATTENDANCE_MARK_OWN}
    ),
    Role.INSTRUCTOR: frozenset(
        {_P.INMATE_VIEW, _P.CELL_VIEW, _P.TIMETABLE_VIEW_OWN, _P.ATTENDANCE_MARK_OWN, _P.TRAINING_EDIT_OWN}
    ),
    Role.ASSESSOR: frozenset(
        {_P.INMATE_VIEW, _P.LEGAL_VIEW, _P.DATES_VIEW, _P.NIK_VIEW}
        | {_P.TIER_VIEW, _P.SCORE_VIEW, _P.BAND_VIEW}
        | {_P.ASSESSMENT_ENTER, _P.ASSESSMENT_SIGN, _P.TIMETABLE_VIEW_OWN}
    ),
    Role.COORDINATOR: frozenset(
        {_P.INMATE_VIEW, _P.DATES_VIEW, _P.NIK_VIEW, _P.TIER_VIEW, _P.SCORE_VIEW, _P.BAND_VIEW}
        | {_P.TIMETABLE_VIEW_OWN}
        | {_P.ATTENDANCE_VIEW, _P.TRAINING_VIEW, _P.REPORT_VIEW, _P.REPORT_ACKNOWLEDGE}
    ),
    Role.SECURITY: frozenset(_PERSON | _APART | {_P.CELL_EDIT, _P.OCCUPANCY_VIEW, _P.MOVEMENT_VIEW}),
    Role.AUDITOR: frozenset(
        _PERSON
        | {_P.TIER_VIEW, _P.SCORE_VIEW, _P.BAND_VIEW, _P.TIMETABLE_VIEW, _P.ATTENDANCE_VIEW, _P.TRAINING_VIEW}
        | {_P.ROSTER_VIEW, _P.REPORT_VIEW, _P.DASHBOARD_VIEW, _P.AUDIT_VIEW, _P.OCCUPANCY_VIEW}
        | {_P.DATA_RECORD_VIEW, _P.BREACH_VIEW}
    ),
    Role.ADMINISTRATOR: frozenset({_P.REGIME_EDIT, _P.COURSE_EDIT, _P.USER_MANAGE, _P.ROLE_APPROVE}),
}


def permissions_of(roles: frozenset[Role]) -> frozenset[Permission]:
    """Return everything these roles may do together; whoever holds any role may open the start page."""
    granted = {permission for role in roles for permission in ROLE_PERMISSIONS[role]}
    return frozenset(granted | {Permission.HOME_VIEW} if roles else granted)


def role_labels(roles: frozenset[Role]) -> list[str]:
    """Return the words for roles, in the order of the enum."""
    return [str(role.label) for role in Role if role in roles]
