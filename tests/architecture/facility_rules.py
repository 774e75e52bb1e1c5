"""A row of one facility names no row of another, and the database sees to it (design.md, conventions)."""

from collections.abc import Iterable, Iterator

import pgtrigger
from django.db.models import ForeignKey, Model

from rutan.core.guards import STRANGER
from tests.architecture.model_rules import WITHOUT_FACILITY, our_models

# Packages the rule is kept for; the other ones follow.
PACKAGES = frozenset({"agencies", "accounts", "jobs", "letters", "inmates", "coordination"})
# Relations that guards.of_one_facility does not guard: the model's own trigger that does, or why nothing is needed.
OTHERWISE = {
    "inmates.ImportRow.inmate": "import_row_of_one_facility",
    "inmates.Transfer.arrived_inmate": "transfer_arrives_at_its_receiver",
    "inmates.ImportRow.entry": "import_row_of_one_facility",
}


def faults(models: Iterable[type[Model]] | None = None) -> Iterator[str]:
    """Relations that could lead to another facility, rows whose facility could change below them, idle exceptions."""
    guarded = (
        [model for model in our_models() if model._meta.app_label in PACKAGES]
        if models is None
        else list(models)
    )
    between = {
        f"{field.model._meta.label}.{field.name}": field for model in guarded for field in leading(model)
    }
    for label, field in between.items():
        if not _guarded(field):
            yield from _exception(label, field)
        if not stays(target := field.related_model):
            yield f"{target._meta.label}: its facility could change below {label}"
    if models is None:
        yield from (f"{label}: stands among the exceptions and needs none" for label in _idle(between))


def leading(model: type[Model]) -> Iterator["ForeignKey[Model, Model]"]:
    """Relations from a row that has a facility, or hangs on one that has, to another row that has one."""
    root = WITHOUT_FACILITY.get(model._meta.label, "")
    if not (_has_facility(model) or (root and " " not in root)):
        return
    for field in model._meta.fields:
        if isinstance(field, ForeignKey) and field.name != root and _has_facility(field.related_model):
            yield field


def stays(model: type[Model]) -> bool:
    """Whether the facility of a row never changes."""
    for trigger in _triggers(model):
        if isinstance(trigger, pgtrigger.ReadOnly):
            if trigger.fields is None and "facility" not in (trigger.exclude or ()):
                return True
        elif "UPDATE" in str(trigger.operation) and _forbids_another(trigger):
            return True
    return False


def _forbids_another(trigger: pgtrigger.Trigger) -> bool:
    return "old.facility_id is distinct from new.facility_id" in str(trigger.func)


def _guarded(field: "ForeignKey[Model, Model]") -> bool:
    wanted = STRANGER.format(table=field.related_model._meta.db_table, column=field.column)
    return any(
        wanted in str(trigger.func) and {"INSERT", "UPDATE"} <= set(str(trigger.operation).split())
        for trigger in _triggers(field.model)
    )


def _exception(label: str, field: "ForeignKey[Model, Model]") -> Iterator[str]:
    reason = OTHERWISE.get(label)
    if reason is None:
        yield f"{label}: could name a row of another facility (guards.of_one_facility)"
    elif " " not in reason and reason not in {trigger.name for trigger in _triggers(field.model)}:
        yield f"{label}: there is no trigger {reason}"


def _idle(between: dict[str, "ForeignKey[Model, Model]"]) -> Iterator[str]:
    for label in OTHERWISE:
        if label not in between or _guarded(between[label]):
            yield label


def _triggers(model: type[Model]) -> Iterable[pgtrigger.Trigger]:
    return getattr(model._meta, "triggers", ())


def _has_facility(model: type[Model]) -> bool:
    return "facility" in {field.name for field in model._meta.fields}
