"""The application's own settings, with the environment of a test run set before they are read."""

import os

os.environ.setdefault("SECRET_KEY", "only-for-tests-and-of-no-value-elsewhere-0123456789-abcdefghij")
os.environ.setdefault("PULIH_TLS", "False")
os.environ.setdefault("PULIH_SECOND_FACTOR", "optional")

from rutan.settings import *  # noqa: F403

# Hashing a password properly takes a tenth of a second, on purpose; hundreds of tests need not wait for it.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
