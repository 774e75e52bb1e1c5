"""What the application's login may do with each table: a table in code, applied after every migrate.

Nothing is granted by default: a table that is missing here cannot be used by the application, and a test compares this
file with the catalogue and with the models. ``DELETE`` is given only for drafts, sessions, cache and future claims.
"""

READ = frozenset({"SELECT"})
APPEND = frozenset({"SELECT", "INSERT"})
WRITE = frozenset({"SELECT", "INSERT", "UPDATE"})
FULL = frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"})

APP_RIGHTS: dict[str, frozenset[str]] = {
    # Django's own
    "django_migrations": READ,
    "django_content_type": READ,
    "auth_permission": READ,
    "auth_group": READ,
    "auth_group_permissions": READ,
    "django_session": FULL,
    "django_cache": FULL,
    "pghistory_context": READ,
    # sign-in: factors and sessions are the person's own to remove
    "account_emailaddress": READ,
    "account_emailconfirmation": READ,
    "mfa_authenticator": FULL,
    "usersessions_usersession": FULL,
    # foundation
    "files_storedfile": APPEND,
    "audit_event": APPEND,
    "agencies_facility": WRITE,
    "agencies_agency": WRITE,
    "agencies_cooperationagreement": WRITE,
    "accounts_user": WRITE,
    "accounts_roleassignment": WRITE,
    "accounts_savedlist": WRITE,
    "jobs_job": WRITE,
    "jobs_listexport": WRITE,
    # inmates
    "inmates_block": WRITE,
    "inmates_cell": WRITE,
    "inmates_inmate": WRITE,
    "inmates_stay": WRITE,
    "inmates_transfer": WRITE,
    "inmates_looseend": WRITE,
    "inmates_formername": WRITE,
    "inmates_merge": WRITE,
    "inmates_apart": WRITE,
    "inmates_registerentry": WRITE,
    "inmates_sentence": WRITE,
    "inmates_remission": WRITE,
    "inmates_officialdate": WRITE,
    "inmates_cellplace": WRITE,
    "inmates_absence": WRITE,
    "inmates_keepapart": WRITE,
    "inmates_accessgrant": WRITE,
    "inmates_consent": WRITE,
    "inmates_photo": WRITE,
    "inmates_registerimport": WRITE,
    "inmates_importrow": WRITE,
    "inmates_columnmapping": WRITE,
    # letters
    "letters_lettercode": WRITE,
    "letters_numberseries": WRITE,
    "letters_signatory": WRITE,
    "letters_issueddocument": WRITE,
    # timetable: claims are voided or unpublished, never deleted
    "timetable_regime": WRITE,
    "timetable_room": WRITE,
    "timetable_protectedhours": WRITE,
    "timetable_coachingparticipant": WRITE,
    "timetable_notreadyperiod": WRITE,
    "timetable_series": WRITE,
    "timetable_booking": WRITE,
    "timetable_claim": WRITE,
    # assessments: whoever may only insert and update cannot delete, and triggers guard what is signed
    "assessments_assessment": WRITE,
    "assessments_assessorcertificate": WRITE,
    # rehab
    "rehab_tierruleedition": READ,
    "rehab_programmeedition": READ,
    "rehab_phase": READ,
    "rehab_programmeunit": READ,
    "rehab_tierdecision": WRITE,
    "rehab_group": WRITE,
    "rehab_placement": WRITE,
    "rehab_session": WRITE,
    "rehab_attendance": WRITE,
    # training
    "training_course": WRITE,
    "training_batch": WRITE,
    "training_enrolment": WRITE,
    "training_lesson": WRITE,
    "training_lessonattendance": WRITE,
    # reports
    "reports_reportedition": WRITE,
    # protection: protocols of anonymising are written by the owner's login alone
    "protection_disclosure": WRITE,
    "protection_legalhold": WRITE,
    "protection_breach": WRITE,
    "protection_breachperson": APPEND,
    "protection_anonymisation": READ,
}

# History rows are written by definer functions only, so the application reads them and no more.
HISTORY_SUFFIX = "event"
NOT_HISTORY = frozenset({"audit_event"})


def rights_of(table: str) -> frozenset[str]:
    """Return the rights of the application on a table; history tables are read-only."""
    if table in APP_RIGHTS:
        return APP_RIGHTS[table]
    return READ if table.endswith(HISTORY_SUFFIX) and table not in NOT_HISTORY else frozenset()
