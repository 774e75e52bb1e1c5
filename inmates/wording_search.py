"""Why somebody was found."""

from django.utils.translation import gettext as _

from inmates.domain.search_words import Way


def why(way: Way, *, alias: str, number: str, nik_end: str, cell: str) -> str:
    """Say what the words were found in; nothing where they begin or stand in the name.

    :param alias: empty unless the words stand in it; ``number`` likewise.
    """
    if way == Way.NIK:
        return _("NIK ending in %(digits)s") % {"digits": nik_end}
    if way == Way.PLACE:
        return _("in cell %(cell)s") % {"cell": cell}
    if way == Way.ALIKE:
        return _("written much like it")
    if number:
        return _("register number %(number)s") % {"number": number}
    if alias and not alias.lower().startswith("alias "):  # many registers write the word with it
        return _("alias %(alias)s") % {"alias": alias}
    return alias


def also_recorded_as(full_name: str, number: str) -> str:
    """Say by which of their rows somebody was found."""
    return _("also recorded as %(row)s") % {"row": ", ".join(filter(None, (full_name, number)))}
