"""How tests get their databases: one clone a worker for rolled-back tests, one a test for committed data.

Every connection of a test is a real ``pulih_app`` login; flush is never used.
"""

import os

import pytest
from django.conf import settings
from django.core.management.commands import flush

from rutan.database import django_database
from rutan.environment import broker_url
from tests import databases
from tests.scheduling import Together

FORBIDDEN_FIXTURES = {
    "transactional_db",
    "live_server",
    "django_db_reset_sequences",
    "django_db_serialized_rollback",
}


def pytest_configure(config: pytest.Config) -> None:
    """Before the parallel workers start: a server, the roles, the template."""
    if hasattr(config, "workerinput") or config.option.collectonly or _needs_no_database(config):
        return
    if not os.environ.get("DATABASE_URL"):
        from rutan import embedded

        embedded.provide_for_tests()
    os.environ[databases.RUN_PID] = str(os.getpid())
    os.environ[databases.TEMPLATE] = databases.make_template()
    _read_settings_again()


def _read_settings_again() -> None:
    """Without parallel workers this process has read its settings before there were servers and roles."""
    from rutan.celery import app

    settings.DATABASES["default"].update(django_database())
    settings.CELERY_BROKER_URL = app.conf.broker_url = broker_url()


def _needs_no_database(config: pytest.Config) -> bool:
    """The architecture tests read the code alone, and `make check` runs them on machines without a server."""
    return bool(config.args) and all("tests/architecture" in argument for argument in config.args)


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Together:
    """What shares something only one process may hold goes to one worker."""
    return Together(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse whatever would flush a database."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        names = set(getattr(item, "fixturenames", ()))
        if (marker and marker.kwargs.get("transaction")) or names & FORBIDDEN_FIXTURES:
            raise pytest.UsageError(f"{item.nodeid}: use own_database, the framework's flush is never used")
        if marker and "own_database" in names:
            raise pytest.UsageError(f"{item.nodeid}: own_database and django_db exclude each other")


@pytest.fixture(scope="session")
def template_database() -> str:
    """The sealed database all clones come from."""
    return os.environ[databases.TEMPLATE]


@pytest.fixture(scope="session")
def worker_database(worker_id: str) -> str:
    """The clone of this worker, for tests that are rolled back."""
    return f"pulih_test_{os.environ[databases.RUN_PID]}_{worker_id}"


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """No suffixes: we name databases ourselves."""


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, worker_database, template_database):
    """Clone once a worker."""
    flush.Command.handle = _never_flush
    databases.clone(template_database, worker_database)
    with django_db_blocker.unblock():
        databases.point_at(worker_database)
    yield
    with django_db_blocker.unblock():
        databases.point_at("postgres")
    databases.drop(worker_database)


def _never_flush(*args, **options):
    raise AssertionError("flush is never used: take own_database")


@pytest.fixture
def own_database(request, django_db_setup, django_db_blocker, worker_database, template_database):
    """A database of this test's own, for committed data; parametrize indirectly with pool settings if wanted."""
    name = f"{worker_database}_{next(databases.COUNT)}"
    databases.clone(template_database, name)
    with django_db_blocker.unblock():
        databases.point_at(name, pool=getattr(request, "param", None))
        os.environ["PULIH_DB_NAME"] = name  # for child processes
        try:
            yield name
        finally:
            del os.environ["PULIH_DB_NAME"]
            databases.point_at(worker_database)
            databases.drop(name)
