"""Which substance stands out in a result: the one that explains the person's band."""

from collections.abc import Mapping

from assessments.domain.instrument import Instrument
from assessments.domain.scales import Number


def leading(
    instrument: Instrument, scores: Mapping[str, Number | None], bands: Mapping[str, str | None]
) -> str | None:
    """Return the score with the highest band, among equals the highest figure, among equals the first asked.

    Bands come before figures, since alcohol has a lowest band of its own. Only scores behind an overall band
    count (ASSIST leaves tobacco out); None when there is no overall band or nothing above zero.
    """
    counted = {code for overall in instrument.overall for code in overall.over}
    found: tuple[tuple[int, Number], str] | None = None
    for each in instrument.scores:
        value, order = scores.get(each.code), [band.code for band in each.bands]
        if each.code not in counted or not value or bands.get(each.code) not in order:
            continue
        rank = (order.index(str(bands[each.code])), value)
        if found is None or rank > found[0]:
            found = (rank, each.code)
    return found[1] if found else None
