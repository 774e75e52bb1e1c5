"""Walking the whole site once, as somebody who is let in everywhere they go; whatever a step does is undone."""

import re
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction
from django.http import QueryDict
from django.test import Client
from django.urls import get_resolver, resolve, reverse
from django.utils.datastructures import MultiValueDict

from rutan.accounts.permissions import Role
from tests.access.arguments import ARGUMENTS
from tests.access.forms_on import Form, forms_on
from tests.access.table import NOBODY, TABLE
from tests.access.world import World
from tests.architecture.routes import routes
from tests.factories import accounts

ROUTES = {name: address for address, name, _view in routes(get_resolver("rutan.urls"))}
NUMBERS = re.compile(r"\d+")


@dataclass(frozen=True)
class Step:
    """A page and the browser of somebody who may open it."""

    name: str
    arguments: dict[str, object]
    client: Client

    @property
    def address(self):
        return reverse(self.name, kwargs=self.arguments)


def every_step():
    """Every route as each role that is let in, and the public ones signed out; each walks in a world of its own."""
    for who in (NOBODY, *Role):
        with transaction.atomic():
            world = World()
            walker = world.people[who]
            client = accounts.signed_in(walker) if walker else Client()
            client.raise_request_exception = False
            for name in sorted(name for name in ROUTES if who in TABLE[name]):
                make = ARGUMENTS.get(name)
                yield Step(name, make(world, walker) if make else {}, client)
            transaction.set_rollback(True)


def steps():
    """Every route once signed in, and the public ones once more signed out."""
    walked = set()
    for step in every_step():
        is_signed_in = "_auth_user_id" in step.client.session
        if (step.name, is_signed_in) not in walked:
            walked.add((step.name, is_signed_in))
            yield step


def forms_met():
    """Every form that anybody meets on any page, once for each route it is sent to and each set of fields."""
    met = set()
    for step in every_step():
        with transaction.atomic():
            page = step.client.get(step.address)
            transaction.set_rollback(True)
        for form in forms_on(page):
            form.action = form.action.partition("#")[0] or step.address
            to = resolve(form.action.partition("?")[0]).view_name
            fields = frozenset(NUMBERS.sub("#", name) for name in form.data)
            if (to, fields) not in met:
                met.add((to, fields))
                yield to, form, step.client


def varied(form: Form, kinds, value):
    """What is sent when one field of some kinds holds something else, one such field after the other.

    Fields whose names differ in a number alone, such as a note for each person, are the same field.
    """
    varied_already = set()
    for name, kind in form.kinds.items():
        alike = NUMBERS.sub("#", name)
        if kind in kinds and alike not in varied_already:
            varied_already.add(alike)
            yield name, {**form.data, name: [value]}


def answered(client, address, data=None, *, post=False, follow=False):
    """An answer; whatever it did is undone."""
    with transaction.atomic():
        response = (client.post if post else client.get)(address, data or {}, follow=follow)
        transaction.set_rollback(True)
    return response


def status(client, address, data=None, *, post=False, follow=False):
    """The status of an answer; whatever it did is undone."""
    return answered(client, address, data, post=post, follow=follow).status_code


def broken(tries):
    """Which of many tries ended in an error of the server."""
    return [told for told, answer in tries if answer >= 500]


@contextmanager
def read_from_addresses(monkeypatch):
    """Collect the names of what a page reads from its query string."""
    read = set()
    with monkeypatch.context() as patched:
        for way in ("__getitem__", "_getlist", "__contains__"):
            patched.setattr(MultiValueDict, way, _noting(getattr(MultiValueDict, way), read))
        yield read


def _noting(way, read):
    def noted(self, key, *args, **options):
        # While it is filled in it may be changed; a page reads it afterwards.
        if isinstance(self, QueryDict) and not self._mutable and isinstance(key, str):
            read.add(key)
        return way(self, key, *args, **options)

    return noted
