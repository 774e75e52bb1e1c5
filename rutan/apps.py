"""The composition itself: commands and the checks that the process may serve."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.backends.signals import connection_created

from rutan.database import OWNER


def refuse_privileged_login(connection: Any, **_: Any) -> None:
    """Refuse to work as a superuser or as the owner: constraints and grants would be void.

    PostgreSQL reports both at log-on, so this costs no query.
    """
    info = connection.connection.info
    if (
        info.parameter_status("is_superuser") == "on"
        or info.parameter_status("session_authorization") == OWNER
    ):
        raise ImproperlyConfigured("refusing to serve as a superuser or as the owner of the database")


class RutanConfig(AppConfig):
    """Commands of the whole, job handlers and lists of all packages."""

    name = "rutan"
    label = "rutan"

    def ready(self) -> None:
        """Guard the login, make our Celery application the current one, load every package's job handlers and lists."""
        import_module("rutan.celery")  # else the scheduler would ring another broker's bell
        if settings.DATABASE_ROLE != "owner":
            connection_created.connect(refuse_privileged_login, dispatch_uid="refuse_privileged_login")
        own = [config.name for config in apps.get_app_configs() if config.name in settings.OWN_APPS]
        for module in (f"{package}.{part}" for package in own for part in ("jobs", "lists")):
            if find_spec(module) is not None:
                import_module(module)
