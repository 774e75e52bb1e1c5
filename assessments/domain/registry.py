"""The instruments the system knows, by code. A new one is a file under ``instruments/`` and a line here."""

from collections.abc import Mapping
from types import MappingProxyType

from assessments.domain.instrument import Instrument, labels
from assessments.domain.instruments.assist import ASSIST
from assessments.domain.instruments.dast10 import DAST10
from assessments.domain.instruments.phq9 import PHQ9
from assessments.domain.soundness import faults


class UnknownInstrumentError(KeyError):
    """No instrument has this code."""


def _register(*instruments: Instrument) -> Mapping[str, Instrument]:
    """Collect sound instruments. Raises ValueError with everything that is wrong with an unsound one."""
    for instrument in instruments:
        if found := faults(instrument):
            raise ValueError(f"{instrument.code}: " + "; ".join(found))
    return MappingProxyType({instrument.code: instrument for instrument in instruments})


INSTRUMENTS: Mapping[str, Instrument] = _register(ASSIST, DAST10, PHQ9)


def instrument(code: str) -> Instrument:
    """Return an instrument. Raises UnknownInstrumentError."""
    try:
        return INSTRUMENTS[code]
    except KeyError:
        raise UnknownInstrumentError(code) from None


def all_labels() -> tuple[str, ...]:
    """Every text of every instrument that people read; ``locale/id/assessments.po`` translates each."""
    return tuple(dict.fromkeys(text for each in INSTRUMENTS.values() for text in labels(each)))
