"""Text in forms: what somebody typed, without signs that nobody can see."""

import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rutan.core.domain.signs import DIRECTIONS, before, code, first_hidden

NUL = "\x00"  # Django's own text field says so of it
DIRECTION = gettext_lazy("a mark that turns the direction of writing")
KINDS: dict[str, str | Promise] = {
    "Cc": gettext_lazy("a control character"),
    "Cf": gettext_lazy("an invisible mark"),
    "Zl": gettext_lazy("an invisible line end"),
    "Zp": gettext_lazy("an invisible line end"),
}
UNKNOWN = gettext_lazy("a character that is not known")


def seen_whole(value: str) -> None:
    """Refuse text with a sign that cannot be seen: names would read otherwise than they are, on pages and on papers.

    :raises ValidationError: naming the sign in words, and what it follows.
    """
    place = first_hidden(value.replace(NUL, " "))
    if place is None:
        return
    sign = value[place]
    words = {"sign": _kind(sign), "code": code(sign), "before": before(value, place)}
    if words["before"]:
        raise ValidationError(
            _("After “%(before)s” stands %(sign)s (%(code)s). Delete it.") % words, code="hidden"
        )
    raise ValidationError(_("The text begins with %(sign)s (%(code)s). Delete it.") % words, code="hidden")


def _kind(sign: str) -> str:
    return str(DIRECTION if sign in DIRECTIONS else KINDS.get(unicodedata.category(sign), UNKNOWN))


class TextField(forms.CharField):
    """Text."""

    default_validators = [seen_whole]  # as Django has it


__all__ = ["TextField", "seen_whole"]
