"""What every model of ours keeps to (house.md, habits 5, 7, 15 and the decisions of part 1)."""

import re
from collections.abc import Iterable, Iterator

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import PROTECT, BigAutoField, Model
from django.utils.functional import Promise

from rutan.audit.history import HistoryEvent
from tests.architecture.scan import FOLDERS

# Tables that carry no facility: reference data of all, or small tables that hang on a row that has one.
# The value is the field they hang on, or why nothing is needed.
WITHOUT_FACILITY = {
    "agencies.Facility": "is the facility",
    "agencies.Agency": "serves several facilities",
    "accounts.User": "a person may hold roles at several facilities",
    "inmates.ImportRow": "register_import",
    "assessments.AssessorCertificate": "of a person, valid wherever they assess",
    "rehab.TierRuleEdition": "one rule for all",
    "rehab.ProgrammeEdition": "one programme for all",
    "rehab.Phase": "of an edition for all",
    "rehab.ProgrammeUnit": "of an edition for all",
    "rehab.Session": "booking",
    "protection.Anonymisation": "of a person at every facility they were at",
    "training.Course": "one list for all",
    "training.Lesson": "booking",
}
# Relations that do not protect, with the reason.
NOT_PROTECTED: dict[str, str] = {}


def our_models() -> list[type[Model]]:
    """Models of our packages, without the tables of row history that are made from them."""
    ours = [model for model in apps.get_models() if model.__module__.split(".")[0] in FOLDERS]
    return [model for model in ours if not issubclass(model, HistoryEvent)]


def faults(models: Iterable[type[Model]]) -> Iterator[str]:
    """Everything wrong with the models, a line each."""
    for model in models:
        for rule in (_class, _key, _relations, _facility, _voiding, _constraints):
            for fault in rule(model):
                yield f"{model._meta.label}: {fault}"


def _class(model: type[Model]) -> Iterator[str]:
    if model._meta.ordering:
        yield "has an ordering: order where it is read, ending in a unique field"
    if model._meta.unique_together:
        yield "has unique_together: name a constraint"
    if (model.__dict__.get("__doc__") or f"{model.__name__}(").startswith(f"{model.__name__}("):
        yield "has no docstring"
    for parent in model.__mro__:
        if parent.__module__.split(".")[0] in FOLDERS and {"save", "delete", "full_clean"} & set(
            vars(parent)
        ):
            yield f"{parent.__name__} overrides save, delete or full_clean"


def _key(model: type[Model]) -> Iterator[str]:
    if type(model._meta.pk) is not BigAutoField:
        yield "the primary key is not a BigAutoField"


def _relations(model: type[Model]) -> Iterator[str]:
    for field in model._meta.get_fields():
        if field.auto_created or field.model is not model or not field.remote_field:
            continue
        if field.many_to_many:
            if field.remote_field.through._meta.auto_created:
                yield f"{field.name} has an automatic table: its rows cannot be voided"
        elif field.remote_field.on_delete is not PROTECT:
            if f"{model._meta.label}.{field.name}" not in NOT_PROTECTED:
                yield f"{field.name} does not PROTECT"


def _facility(model: type[Model]) -> Iterator[str]:
    names = {field.name for field in model._meta.get_fields()}
    if names & {"facility", "facility_id"}:
        return
    reason = WITHOUT_FACILITY.get(model._meta.label)
    if reason is None:
        yield "has no facility and stands in no list of those that need none"
    elif " " not in reason and not _hangs(model, reason):
        yield f"does not hang on {reason}, or that may be empty or has no facility"


def _hangs(model: type[Model], name: str) -> bool:
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    target = field.related_model
    known = isinstance(target, type) and "facility" in {other.name for other in target._meta.get_fields()}
    return known and not field.null


def _voiding(model: type[Model]) -> Iterator[str]:
    names = {field.name for field in model._meta.get_fields()}
    if bool(names & {"voided_at"}) != bool(names & {"voided_by"}):
        yield "voided_at and voided_by belong together"
    if "voided_at" in names:
        managers = {manager.name for manager in model._meta.managers}
        if not {"objects", "all_objects"} <= managers or model._meta.base_manager_name != "all_objects":
            yield "can be voided: objects leaves void rows out, all_objects has them and is the base manager"


def _constraints(model: type[Model]) -> Iterator[str]:
    words = _words(model.__name__)
    starts = tuple("_".join(words[place:]) + "_" for place in range(len(words)))
    for constraint in model._meta.constraints:
        if not constraint.name.startswith(starts) or not re.fullmatch(r"[a-z][a-z0-9_]*", constraint.name):
            yield f"constraint {constraint.name!r} must begin with {starts[0]} or {starts[-1]} and be lower case"
        message = constraint.violation_error_message
        if message == constraint.default_violation_error_message:
            yield f"constraint {constraint.name!r} has no message a person can act on"
        elif not isinstance(message, Promise):
            yield f"the message of constraint {constraint.name!r} is not translated (gettext_lazy)"
    for index in model._meta.indexes:
        if not index.name.startswith(starts):
            yield f"index {index.name!r} must begin with {starts[0]} or {starts[-1]}"


def _words(name: str) -> list[str]:
    """``RoleAssignment`` → ``role``, ``assignment``."""
    return [word.lower() for word in re.findall(r"[A-Z][a-z0-9]*", name)]
