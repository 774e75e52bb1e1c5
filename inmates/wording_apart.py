"""Sentences about those who may not be together.

Whoever may not know the pair reads that somebody may not be together with somebody, and no second name. Nobody reads a
reason here.
"""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from inmates.domain.keeping_apart import Fault, Restriction, Standing
from inmates.enums import Housing

STANDINGS: dict[Standing, tuple[str | Promise, str]] = {
    Standing.COMING: (pgettext_lazy("kept apart", "from a later day"), "wait"),
    Standing.IN_FORCE: (pgettext_lazy("kept apart", "in force"), "now"),
    Standing.LAPSED: (pgettext_lazy("kept apart", "past"), "off"),
    Standing.CLOSED: (pgettext_lazy("kept apart", "closed"), "off"),
}
# For whoever may know both, and for whoever may not.
TOGETHER = (
    gettext_lazy("%(one)s and %(other)s may not be together there. Choose another cell."),
    gettext_lazy("%(name)s may not be kept there. Choose another cell."),
)
TOGETHER_AGAIN = (
    gettext_lazy("%(one)s and %(other)s would come together again, and may not be together."),
    gettext_lazy("%(name)s may not be kept in the former cell."),
)
FAULTS: dict[Fault, str | Promise] = {
    Fault.ONE_PERSON: gettext_lazy("Choose two different people."),
    Fault.OTHER_FACILITY: gettext_lazy("Both must be on the register of this facility."),
    Fault.FROM_NOTHING: gettext_lazy("Say what the two are kept out of: cells, blocks or sessions."),
    Fault.NO_REASON: gettext_lazy("Say what the reason is."),
    Fault.ENDS_BEFORE: gettext_lazy("The last day lies before the first."),
    Fault.OVER_ALREADY: gettext_lazy("The last day has passed already."),
    Fault.KEPT_APART_ALREADY: gettext_lazy(
        "These two are kept apart already in that time. Close that entry first, or choose another time."
    ),
}


def faults(found: Iterable[Fault]) -> list[str]:
    """Say everything that speaks against putting two people on the list."""
    return [str(FAULTS[fault]) for fault in found]


def state_of(standing: Standing) -> tuple[str, str]:
    """Where an entry stands in a word, and the tone of that."""
    word, tone = STANDINGS[standing]
    return str(word), tone


def out_of(housing: str, *, sessions: bool) -> str:
    """Say what two people are kept out of: "not in one block, not in one session"."""
    housed = {Housing.CELL: _("not in one cell"), Housing.BLOCK: _("not in one block")}
    said = [housed[Housing(housing)]] if housing else []
    return ", ".join([*said, *([_("not in one session")] if sessions else [])])


def housed_together(
    found: Iterable[Restriction], names: Mapping[int, str], *, movers: Iterable[int], named: bool
) -> list[str]:
    """Say who may not be kept where they are to go.

    :param movers: whom the reader is moving and so knows.
    :param named: whether the reader may know both.
    """
    moving = set(movers)
    return list(dict.fromkeys(_housed(each, names, moving, TOGETHER, named=named) for each in found))


def beside_each(
    found: Iterable[Restriction],
    names: Mapping[int, str],
    *,
    movers: Iterable[int],
    named: bool,
    words: tuple[str | Promise, str | Promise],
) -> dict[int, list[str]]:
    """Say the same beside whom it is about, by the mover's key.

    Whoever may not know the pair reads it beside one of two who both move: beside both it would name the pair.

    :param words: for whoever may know both, and for whoever may not.
    """
    moving, said = set(movers), dict[int, list[str]]()
    for each in found:
        pair = _in_order(each, moving)
        for person in pair if named else pair[:1]:
            if person in moving:
                said.setdefault(person, []).append(_housed(each, names, moving, words, named=named))
    return {person: list(dict.fromkeys(sentences)) for person, sentences in said.items()}


def _in_order(restriction: Restriction, moving: set[int]) -> list[int]:
    """The two, whoever moves first."""
    return sorted(restriction.pair, key=lambda person: (person not in moving, person))


def _housed(
    restriction: Restriction,
    names: Mapping[int, str],
    moving: set[int],
    words: tuple[str | Promise, str | Promise],
    *,
    named: bool,
) -> str:
    one, other = (names.get(person, "") for person in _in_order(restriction, moving))
    for_both, for_one = words
    return str(for_both) % {"one": one, "other": other} if named else str(for_one) % {"name": one}


def already_closed() -> str:
    """Say that an entry is over."""
    return _("This entry is closed already.")


def not_closed() -> str:
    """Say that an entry need not be opened again."""
    return _("This entry is not closed, so it need not be opened again.")


def why_missing() -> str:
    """Ask for a reason."""
    return _("Write down why.")
