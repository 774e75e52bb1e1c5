"""Who gets where: every route of the site with those who get an answer there, read off "Who sees and does what".

Everybody else must be turned away: 403, 404, or the sign-in page. A new route gets a line here, and if its address has
arguments a line in ``world.py``.
"""

from rutan.accounts.permissions import Role

R = Role
NOBODY = "nobody signed in"
NO_ROLE = "signed in without a role"

STAFF = frozenset(Role)
SIGNED_IN = STAFF | {NO_ROLE}
ANYBODY = SIGNED_IN | {NOBODY}

PEOPLE = STAFF - {R.ADMINISTRATOR}
BANDS = frozenset({R.HEAD, R.REHAB_OFFICER, R.CASE_OFFICER, R.ASSESSOR, R.COORDINATOR, R.AUDITOR})
APPROVERS = frozenset({R.HEAD, R.ADMINISTRATOR})
DECIDERS = frozenset({R.HEAD, R.REHAB_OFFICER})
ADMINISTRATOR, ASSESSOR, AUDITOR = (
    frozenset({R.ADMINISTRATOR}),
    frozenset({R.ASSESSOR}),
    frozenset({R.AUDITOR}),
)
HEAD, OFFICER, REGISTRAR = frozenset({R.HEAD}), frozenset({R.REHAB_OFFICER}), frozenset({R.REGISTRAR})
NONE: frozenset[str] = frozenset()

TABLE: dict[str, frozenset[str]] = {
    "healthz": ANYBODY,
    "readyz": ANYBODY,
    "home": STAFF,
    "switch_facility": STAFF,
    "switch_language": ANYBODY,
    "settings:index": APPROVERS | OFFICER,
    "jobs:show": STAFF,
    "jobs:cancel": STAFF,
    # accounts
    "accounts:users": ADMINISTRATOR,
    "accounts:user_new": ADMINISTRATOR,
    "accounts:user": ADMINISTRATOR,
    "accounts:password": ADMINISTRATOR,
    "accounts:deactivate": ADMINISTRATOR,
    "accounts:activate": ADMINISTRATOR,
    "accounts:withdraw": ADMINISTRATOR,
    "accounts:approvals": APPROVERS,
    "accounts:approve": APPROVERS,
    "accounts:decline": APPROVERS,
    # inmates and the case file
    "inmates:list": PEOPLE,
    "inmates:search": PEOPLE,
    "inmates:show": PEOPLE,
    "inmates:consent": OFFICER,
    "inmates:import": REGISTRAR,
    "inmates:import_show": REGISTRAR,
    "inmates:import_confirm": REGISTRAR,
    "inmates:import_discard": REGISTRAR,
    # assessments
    "assessments:list": BANDS,
    "assessments:drafts": ASSESSOR,
    "assessments:signed": BANDS,
    "assessments:start": ASSESSOR,
    "assessments:show": BANDS,
    "assessments:print": BANDS,
    "assessments:void": ASSESSOR,
    "assessments:take": ASSESSOR,
    "assessments:save": ASSESSOR,
    "assessments:discard": ASSESSOR,
    "assessments:sign": ASSESSOR,
    "assessments:certificates": OFFICER,
    "assessments:own_certificates": ASSESSOR,
    "assessments:register": OFFICER,
    "assessments:withdraw": OFFICER,
    # rehabilitation
    "rehab:list": DECIDERS,
    "rehab:rules": DECIDERS | AUDITOR,
    "rehab:tier": DECIDERS,
    "rehab:decide": OFFICER,
    "rehab:second": HEAD,
    # coordination, reports, letters
    "coordination:list": OFFICER,
    "coordination:search": OFFICER,
    "coordination:open": OFFICER,
    "coordination:close": OFFICER,
    "reports:audit": AUDITOR,
    "letters:ask": ANYBODY,
    "letters:check": ANYBODY,
    # allauth: the person's own account; what needs a factor that nobody here has is not there, or asks for a fresh sign-in
    "account_login": ANYBODY,
    "account_logout": ANYBODY,
    "account_inactive": ANYBODY,
    "account_signup": NONE,
    "account_reauthenticate": SIGNED_IN,
    "account_change_password": SIGNED_IN,
    "account_set_password": SIGNED_IN,
    "mfa_authenticate": SIGNED_IN,
    "mfa_reauthenticate": SIGNED_IN,
    "mfa_index": SIGNED_IN,
    "mfa_activate_totp": SIGNED_IN,
    "mfa_deactivate_totp": NONE,
    "mfa_view_recovery_codes": NONE,
    "mfa_generate_recovery_codes": SIGNED_IN,
    "mfa_download_recovery_codes": NONE,
    "mfa_list_webauthn": SIGNED_IN,
    "mfa_add_webauthn": SIGNED_IN,
    "mfa_edit_webauthn": SIGNED_IN,
    "mfa_remove_webauthn": SIGNED_IN,
    "mfa_reauthenticate_webauthn": SIGNED_IN,
    "mfa_login_webauthn": SIGNED_IN,
    "usersessions_list": SIGNED_IN,
}
