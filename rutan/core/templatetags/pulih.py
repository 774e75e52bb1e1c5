"""The components of every page: `{% load pulih %}`. How to call each: docs/components.md."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import wraps
from typing import Any

from django import template
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from rutan.core import dates, shapes
from rutan.core.browsers import browser_in_words
from rutan.core.names import letters
from rutan.core.templatetags import marks

register = template.Library()

# A person's name in the browser's history or a window list is seen by the next one at a shared desk.
NAME = re.compile(r'<span class="name" data-initials="([^"]*)">.*?</span>', re.DOTALL)

WORDS = (
    dates.day,
    dates.long_date,
    dates.short_date,
    dates.clock,
    dates.zone,
    dates.moment,
    dates.near,
    dates.distance,
)


def _or_nothing(words: Callable[..., str]) -> Callable[..., str]:
    """A day that is not set is an empty text on a page, as with Django's own filters."""

    @wraps(words)
    def filled(value: date | None, *on: date) -> str:
        return words(value, *on) if value else ""

    return filled


for words in WORDS:
    register.filter(words.__name__, _or_nothing(words), expects_localtime=True)
register.filter("browser", browser_in_words)
register.filter("letters", letters)
for mark in (marks.icon, marks.tier, marks.state, marks.lost, marks.name, marks.share, marks.filled):
    register.simple_tag(mark)


@register.simple_tag(takes_context=True)
def again(context: template.Context, block: str) -> str:
    """The text of a block once more, for the window's title: without markup, persons by their initials."""
    found = context.render_context[BLOCK_CONTEXT_KEY].get_block(block)
    text = NAME.sub(r"\1", found.render(context)) if found else ""
    return mark_safe(" ".join(strip_tags(text).split()))  # noqa: S308 - escaped when the block was rendered


@register.simple_block_tag
def card(content: str, title: str = "", url: str = "", more: str = "", mark: str = "") -> SafeString:
    """A sheet of the file: heading, an optional link beside it, anything under it. ``mark`` is its id."""
    link = format_html('<a href="{}">{}</a>', url, more) if url else ""
    head = format_html('<header class="sheet-head"><h2>{}</h2>{}</header>', title, link) if title else ""
    anchor = format_html(' id="{}"', mark) if mark else ""
    return format_html(
        '<section class="sheet"{}>{}<div class="sheet-body">{}</div></section>', anchor, head, content
    )


@register.simple_block_tag
def notice(content: str, tone: str = "info", title: str = "") -> SafeString:
    """A message that stands in the page: ``info``, ``good``, ``warning`` or ``danger``."""
    if tone not in marks.NOTICE_ICONS:
        raise template.TemplateSyntaxError(f"notice: no tone {tone!r}")
    strong = format_html("<strong>{}</strong> ", title) if title else ""
    role = "alert" if tone == "danger" else "note"
    return format_html(
        '<div class="notice notice-{}" role="{}">{}<div>{}{}</div></div>',
        tone, role, marks.icon(marks.NOTICE_ICONS[tone]), strong, content,
    )  # fmt: skip


@register.simple_block_tag
def nothing(content: str, title: str, url: str = "", action: str = "") -> SafeString:
    """What stands where nothing is yet: says so, and what to do next."""
    button = format_html('<a class="btn btn-primary" href="{}">{}</a>', url, action) if url else ""
    return format_html(
        '<div class="nothing"><p class="nothing-title">{}</p>{}{}</div>', title, content, button
    )


@register.simple_block_tag
def facts(content: str) -> SafeString:
    """A list of `{% fact %}`."""
    return format_html('<dl class="facts">{}</dl>', content)


@register.simple_block_tag
def fact(content: str, label: str) -> SafeString:
    """A label and its value; an empty value says so."""
    value = (
        content
        if content.strip() not in ("", "None")
        else format_html('<span class="faint">{}</span>', _("not filled in"))
    )
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", label, value)


@register.simple_block_tag
def figures(content: str) -> SafeString:
    """A row of `{% figure %}`."""
    return format_html('<div class="figures">{}</div>', content)


@register.simple_block_tag
def figure(
    content: str,
    label: str,
    value: object,
    url: str = "",
    of: int | None = None,
    *,
    tone: str = "",
    meter: bool = False,
) -> SafeString:
    """A large number that leads to its rows; what stands inside the tag explains it.

    ``of`` is what it is part of, ``meter`` draws that; ``tone`` is ``act`` for what must be acted on today.
    """
    whole = format_html(' <span class="of">/ {}</span>', localize(of)) if of is not None else ""
    number = format_html("{}", localize(value))
    if url:
        number = format_html(
            '<a href="{}">{}<span class="visually-hidden"> {}</span></a>', url, number, label
        )
    bar = (
        format_html(
            '<progress class="meter" max="{}" value="{}" aria-label="{}"></progress>', of, value, label
        )
        if meter
        else ""
    )
    return format_html(
        '<div class="figure{}"><div class="figure-label">{}</div><div class="figure-number">{}{}</div>{}'
        '<div class="figure-note">{}</div></div>',
        f" figure-{tone}" if tone else "", label, number, whole, bar, content,
    )  # fmt: skip


@register.simple_block_tag
def timeline(content: str) -> SafeString:
    """What happened, newest first, as `{% event %}`."""
    return format_html('<ol class="story">{}</ol>', content)


@register.simple_block_tag
def event(content: str, when: str, tone: str = "") -> SafeString:
    """One thing that happened; ``tone`` ``rutan`` or ``person`` for a loss, ``act`` for today."""
    return format_html(
        '<li class="{}"><span class="when">{}</span><div>{}</div></li>',
        f"story-{tone or 'plain'}",
        when,
        content,
    )


@register.simple_block_tag
def tabs(content: str, label: str) -> SafeString:
    """Sibling pages as `{% tab %}`; ``label`` names them for a screen reader."""
    return format_html('<nav class="tabs" aria-label="{}"><ul>{}</ul></nav>', label, content)


@register.simple_tag
def tab(label: str, url: str, active: bool = False, count: int | None = None, here: str = "") -> SafeString:
    """One page of `{% tabs %}`, with its number of rows; ``active``, or the path ``here`` lies under it."""
    number = format_html(' <span class="tab-count">{}</span>', count) if count is not None else ""
    current = SafeString(' aria-current="page"') if active or (here and here.startswith(url)) else ""
    return format_html('<li><a href="{}"{}>{}{}</a></li>', url, current, label, number)


@register.inclusion_tag("parts/stages.html")
def stages(steps: Sequence[shapes.Stage]) -> dict[str, object]:
    """The way of a person, as a strip; on a narrow screen the present stage in words."""
    present = [(place, step) for place, step in enumerate(steps, 1) if step.state == shapes.StageState.NOW]
    return {
        "steps": steps,
        "present": present[0][1] if present else None,
        "place": present[0][0] if present else 0,
    }


@register.inclusion_tag("parts/bars.html")
def bars(rows: Sequence[shapes.Bar], caption: str, scale: int = 0, legend: bool = False) -> dict[str, object]:
    """A bar chart that is its own table; every number leads to its rows."""
    drawn = shapes.draw(rows, scale)
    kinds = {segment.kind for bar in drawn for segment in bar.segments}
    return {
        "bars": drawn,
        "caption": caption,
        "legend": [kind for kind in shapes.PartKind if kind in kinds] if legend else [],
    }


@register.inclusion_tag("parts/progress.html")
def progress(
    done: int, total: int, text: str = "", poll: str = "", finished: bool = False
) -> dict[str, object]:
    """How far a job is; with ``poll`` (an address that answers with this part again) it follows by itself."""
    return {"done": done, "total": total, "text": text, "poll": "" if finished else poll}


@register.inclusion_tag("parts/pages.html")
def pages(following: str = "", previous: str = "", shown: int | None = None) -> dict[str, object]:
    """Turn over by key: addresses of the following and the previous page, and how many rows are shown."""
    return {"following": following, "previous": previous, "shown": shown}


@register.inclusion_tag("parts/filters.html")
def filters(form: BaseForm, clear: str = "") -> dict[str, object]:
    """A GET form above a list; ``clear`` is the address without filters, shown when something is filtered."""
    return {"form": form, "clear": clear if form.is_bound and form.data else ""}


@register.simple_tag
def wrong(field: BoundField) -> SafeString:
    """What is wrong with one field, under it; for pages that lay out their fields themselves."""
    return format_html_join(
        "",
        '<span class="invalid-feedback d-block"><strong>{}</strong></span>',
        ((each,) for each in field.errors),
    )


@register.inclusion_tag("parts/faults.html")
def faults(form: BaseForm, title: str = "") -> dict[str, object]:
    """What is wrong with a form that was sent, as links to its fields; for pages that lay out their fields themselves."""
    return {"form": form, "title": title, "faults": marks.field_faults(form) if form.errors else []}


@register.inclusion_tag("parts/fields.html")
def fields(form: BaseForm) -> dict[str, object]:
    """The fields of a form without the form element, by crispy; follows ``form.helper`` when there is one."""
    return {"form": form, "helper": marks.bare_helper(form)}


@register.inclusion_tag("parts/post.html", takes_context=True)
def post(context: Mapping[str, Any], url: str, label: str, **more: object) -> dict[str, object]:
    """A button that posts.

    ``tone`` (a Tabler button class, "primary"), ``icon``, ``confirm`` (a question first), ``name`` and
    ``value`` (one hidden field), ``key`` (the request key).
    """
    unknown = set(more) - {"tone", "icon", "confirm", "name", "value", "key"}
    if unknown:
        raise template.TemplateSyntaxError(f"post: no option {sorted(unknown)}")
    return {"url": url, "label": label, "csrf_token": context.get("csrf_token"), **more}
