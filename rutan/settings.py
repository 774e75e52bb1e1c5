"""One settings file; whatever differs between installations is read from the environment by typed readers."""

import os

import django_stubs_ext
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from rutan.database import django_database
from rutan.environment import PROJECT, BadSetting, address, broker_url, choice, flag, number, words

django_stubs_ext.monkeypatch()

BASE_DIR = PROJECT
DEBUG = False
TLS = flag("PULIH_TLS", default=True)
SECOND_FACTOR = choice("PULIH_SECOND_FACTOR", "required", ("required", "optional"))
DATABASE_ROLE = choice("PULIH_DB_ROLE", "app", ("app", "owner", "read"))

# A missing key must not stop commands that need none; serving without one is refused by `check --deploy` and wsgi.
SECRET_KEY = os.environ.get("SECRET_KEY") or "insecure-no-secret-key-was-given"
SECRET_KEY_FALLBACKS = words("SECRET_KEY_FALLBACKS", "")
ALLOWED_HOSTS = words("ALLOWED_HOSTS", "127.0.0.1,localhost")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if TLS else []
if "*" in ALLOWED_HOSTS:
    raise BadSetting("ALLOWED_HOSTS must name the hosts, not *")
# Printed on papers as the place to check them, so it cannot depend on who asks.
ADDRESS = address(
    "PULIH_ADDRESS",
    f"https://{next(iter(ALLOWED_HOSTS), 'localhost').lstrip('.')}"
    if TLS
    else f"http://127.0.0.1:{os.environ.get('PORT') or 8000}",
)

OWN_APPS = [
    "rutan.core",
    "rutan.files",
    "rutan.audit",
    "rutan.agencies",
    "rutan.accounts",
    "rutan.jobs",
    "rutan.letters",
    "inmates",
    "rutan.timetable",
    "assessments",
    "rehab",
    "training",
    "rutan.coordination",
    "rutan.reports",
    "rutan.protection",
    "rutan.casefile",
    "rutan.dashboard",
    "rutan.demo",
]
INSTALLED_APPS = [
    "rutan",  # first: its commands come before Django's of the same name
    *OWN_APPS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "pgtrigger",
    "pghistory",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "rutan.core.middleware.readable_middleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "rutan.accounts.middleware.scope_middleware",
    "rutan.accounts.middleware.refusal_middleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "rutan.accounts.middleware.activity_middleware",
    "rutan.accounts.middleware.OwnPasswordMiddleware",
    "rutan.accounts.middleware.SecondFactorMiddleware",
    "rutan.core.middleware.no_store_middleware",
    "django_htmx.middleware.HtmxMiddleware",
    "inmates.middleware.MergedMiddleware",
    "rutan.core.middleware.wrong_way_middleware",
]

ROOT_URLCONF = "rutan.urls"
WSGI_APPLICATION = "rutan.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "rutan.navigation.navigation",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

DATABASES = {"default": django_database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PGHISTORY_CREATED_AT_FUNCTION = "clock_timestamp()"
CACHES = {
    "default": {
        # Used one-time codes and rate limits live here: Redis may be empty at any time (house.md, decision 4).
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "django_cache",
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    }
}

# ---- people ----
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_FORMS = {"change_password": "rutan.accounts.forms.ChangePasswordForm"}
ACCOUNT_ADAPTER = "rutan.accounts.adapters.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
ACCOUNT_PREVENT_ENUMERATION = True
MFA_ADAPTER = "rutan.accounts.adapters.MFAAdapter"
MFA_FORMS = {
    "activate_totp": "rutan.accounts.forms.ActivateTOTPForm",
    "add_webauthn": "rutan.accounts.forms_passkeys.AddForm",
    "authenticate_webauthn": "rutan.accounts.forms_passkeys.AuthenticateForm",
    "login_webauthn": "rutan.accounts.forms_passkeys.LoginForm",
    "reauthenticate_webauthn": "rutan.accounts.forms_passkeys.ReauthenticateForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not TLS
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 0  # a longer window would outlive the memory of used codes
MFA_ALLOW_UNVERIFIED_EMAIL = True
USERSESSIONS_TRACK_ACTIVITY = True  # shows the last activity; activity_middleware notes it

# ---- the browser ----
SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "__Host-pulih" if TLS else "pulih"
CSRF_COOKIE_NAME = "__Host-pulih-csrf" if TLS else "pulih-csrf"
CSRF_FAILURE_VIEW = "rutan.core.views.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = TLS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = TLS
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if flag("PULIH_BEHIND_PROXY", default=False) else None
)
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = TLS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
# A file that is checked by what it is (rutan.files); the register file has a limit of its own.
UPLOAD_MAX_BYTES = number("PULIH_UPLOAD_MAX_MB", 10, least=1, most=100) * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

# ---- language and time ----
LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Indonesian")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["rutan.formats"]
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

# ---- static files ----
STATIC_URL = "static/"
# Served by the finders unless an installation collects them; WhiteNoise warns about a folder that is not there.
STATIC_ROOT = os.environ.get("PULIH_STATIC_ROOT") or None
_PACKAGES = BASE_DIR / "node_modules"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    *(
        (prefix, folder)
        for prefix, folder in (
            ("tabler", _PACKAGES / "@tabler/core/dist"),
            ("icons", _PACKAGES / "bootstrap-icons/font"),
            ("calendar", _PACKAGES / "@event-calendar/build/dist"),
            ("chart", _PACKAGES / "chart.js/dist"),
            ("fonts", _PACKAGES / "@fontsource-variable/source-sans-3/files"),
        )
        if folder.is_dir()
    ),
]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

# ---- jobs: the row is the record, Celery only rings the bell ----
CELERY_BROKER_URL = broker_url()
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    "visibility_timeout": 60,
    "unacked_restore_interval": 2,
    "unacked_restore_throttle": 1,
}
CELERY_TASK_DEFAULT_QUEUE = "pulih"
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 3
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_TIME_LIMIT = 15 * 60
CELERY_TASK_SOFT_TIME_LIMIT = 14 * 60

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"pulih": {"level": "INFO"}},
}
