"""Small marks in a line of text: tier, state, icon, name. Colour never stands without shape and word."""

from copy import copy
from dataclasses import dataclass

from crispy_forms.helper import FormHelper
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.template import TemplateSyntaxError
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from rutan.core.names import initials

SHAPES = {
    "mild": SafeString('<circle cx="6" cy="6" r="5"/>'),
    "moderate": SafeString('<path d="M6 0l6 6-6 6-6-6z"/>'),
    "severe": SafeString('<path d="M1 1h10v10H1z"/>'),
}
TIER_WORDS = {
    "mild": pgettext_lazy("tier", "Mild"),
    "moderate": pgettext_lazy("tier", "Moderate"),
    "severe": pgettext_lazy("tier", "Severe"),
}
ALSO_CALLED = {"ringan": "mild", "sedang": "moderate", "berat": "severe"}
NOTICE_ICONS = {
    "info": "info-circle",
    "good": "check-circle",
    "warning": "exclamation-triangle",
    "danger": "exclamation-octagon",
}
STATE_ICONS = {
    "done": "check-lg",
    "now": "record-fill",
    "wait": "hourglass-split",
    "act": "exclamation-lg",
    "draft": "pencil",
    "off": "dash-lg",
}
LOST_WORDS = {
    "rutan": gettext_lazy("the detention centre's side"),
    "person": gettext_lazy("the person's side"),
}


def icon(name: str) -> SafeString:
    """A bootstrap icon; always beside a word, or with a hidden one."""
    return format_html('<i class="bi bi-{}" aria-hidden="true"></i>', name)


def tier(value: object, count: int | None = None, provisional: bool = False, word: str = "") -> SafeString:
    """Shape, colour and word of a rehabilitation tier; ``None`` says that there is none yet.

    ``word`` replaces the tier's own, where a band of a score is drawn in the same shape and colour.
    """
    if not value:
        return format_html('<span class="faint">{}</span>', _("No tier yet"))
    code = ALSO_CALLED.get(str(value), str(value))
    if code not in SHAPES:
        raise TemplateSyntaxError(f"tier: unknown {code!r}")
    tail = format_html(' <span class="tier-note">{}</span>', _("provisional")) if provisional else ""
    number = format_html(" {}", count) if count is not None else ""
    return format_html(
        '<span class="tier tier-{}"><svg viewBox="0 0 12 12" width="12" height="12" fill="currentColor" '
        'aria-hidden="true">{}</svg> {}{}{}</span>',
        code, SHAPES[code], word or TIER_WORDS[code], number, tail,
    )  # fmt: skip


def state(label: str | Promise, tone: str = "off") -> SafeString:
    """A state in a word with its sign: ``done now wait act draft off``; ``act`` (red) is for today's work."""
    if tone not in STATE_ICONS:
        raise TemplateSyntaxError(f"state: no tone {tone!r}")
    return format_html('<span class="state state-{}">{} {}</span>', tone, icon(STATE_ICONS[tone]), label)


def lost(by: str) -> SafeString:
    """Whose side a session was lost on: ``rutan`` (ochre) or ``person`` (grey)."""
    if by not in LOST_WORDS:
        raise TemplateSyntaxError(f"lost: unknown {by!r}")
    return format_html('<span class="lost lost-{}">{}</span>', by, LOST_WORDS[by])


def name(full_name: str, url: str = "") -> SafeString:
    """A person's name, which a printed page can show as initials."""
    text = format_html('<span class="name" data-initials="{}">{}</span>', initials(full_name), full_name)
    return format_html('<a href="{}">{}</a>', url, text) if url else text


def share(part: int, of: int) -> SafeString:
    """A percentage with what it is of: "92% (11 of 12)"; of nothing there is no percentage."""
    if not of:
        return format_html('<span class="faint">{}</span>', _("nothing to count yet"))
    beside = _("%(part)d of %(whole)d") % {"part": part, "whole": of}
    return format_html('{}% <span class="share-of">({})</span>', round(100 * part / of), beside)


def filled(people: int, capacity: int, scale: int = 100) -> SafeString:
    """How full a place is, as a bar: what is above the line of the capacity is red and thicker. Beside it stand words.

    ``scale`` is the share in per cent at which the bars of a table end, so that all have the line at one spot.
    """
    inside, line = 100 * min(people, capacity) / (capacity or 1), 10000 / scale
    above = 100 * max(0, people - capacity) / (capacity or 1)
    return format_html(
        '<svg class="filled" viewBox="0 0 100 10" preserveAspectRatio="none" width="100%" height="18" '
        'aria-hidden="true"><rect class="part-track" y="2" width="100" height="6"/>'
        '<rect class="part-main" y="2" width="{}" height="6"/><rect class="part-over" x="{}" width="{}" height="10"/>'
        '<rect class="part-line" x="{}" width="0.6" height="10"/></svg>',
        f"{inside * 100 / scale:.2f}", f"{line:.2f}", f"{above * 100 / scale:.2f}", f"{min(line, 99.4):.2f}",
    )  # fmt: skip


@dataclass(frozen=True)
class FieldFault:
    """What is wrong with one field: where it stands in the page (empty for a hidden one), its name, the sentences."""

    anchor: str
    label: str
    messages: list[str]


def field_faults(form: BaseForm) -> list[FieldFault]:
    """What is wrong with a form's fields, in the order in which they stand."""
    return [
        FieldFault("" if field.is_hidden else _anchor(field), str(field.label), list(map(str, field.errors)))
        for field in form
        if field.errors
    ]


def _anchor(field: BoundField) -> str:
    """A group of choices has no element of its own to be labelled: crispy's box around it is named instead."""
    return field.id_for_label or f"div_{field.auto_id}"


def bare_helper(form: BaseForm) -> FormHelper:
    """The form's crispy helper (or a plain one) without form element and token: the page has these."""
    helper = copy(getattr(form, "helper", None) or FormHelper(form))
    helper.form_tag = False
    helper.disable_csrf = True
    helper.errors_said = True  # the part that calls this shows the errors of the whole form itself
    return helper
