"""The web server's way in."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rutan.settings")
# Only the web process pools connections (house.md, decision 12).
os.environ.setdefault("PULIH_DB_POOL", "on")

from django.core.wsgi import get_wsgi_application  # after the environment, which settings read

application = get_wsgi_application()
