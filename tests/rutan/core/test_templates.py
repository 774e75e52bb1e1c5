"""The frame of the pages: errors stand alone, titles keep names to themselves, no script, no style."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.template.loader import get_template
from django.test import RequestFactory
from django.utils import translation

TEMPLATES = Path(settings.BASE_DIR, "templates")
FORBIDDEN = re.compile(r"<style|\sstyle=|\son[a-z]+=|hx-on|javascript:|hx-trigger=\"[^\"]*\[", re.IGNORECASE)
INLINE_SCRIPT = re.compile(r"<script(?![^>]*(\ssrc=|application/json))", re.IGNORECASE)


@pytest.mark.parametrize("code", ["400", "403_csrf", "429", "500", "503"])
def test_an_error_page_stands_without_context_request_or_database(code):
    with translation.override("en"):
        html = get_template(f"{code}.html").render()
    assert html.count("<h1>") == 1
    assert 'href="/"' in html
    assert "<script" not in html


@pytest.mark.parametrize(
    "path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES))
)
def test_no_template_carries_script_or_style(path):
    text = path.read_text()
    assert FORBIDDEN.findall(text) == []
    assert INLINE_SCRIPT.findall(text) == []


def test_the_window_title_is_the_heading_with_initials_for_names():
    page = Template(
        '{% extends "page.html" %}{% load pulih %}'
        "{% block title %}{% name who %} &amp; <em>{{ more }}</em>{% endblock %}"
    )
    context = Context({"request": RequestFactory().get("/"), "who": "Slamet Nugroho", "more": "<b>"})
    html = page.render(context)
    assert "<title>S.N. &amp; &lt;b&gt; · Pulih</title>" in html
    assert (
        '<h1><span class="name" data-initials="S.N.">Slamet Nugroho</span> &amp; <em>&lt;b&gt;</em></h1>'
        in html
    )


def test_nobody_sees_neither_menu_nor_search():
    html = Template('{% extends "page.html" %}').render(Context({"request": RequestFactory().get("/")}))
    assert "bar-tools" not in html
    assert 'id="menu"' not in html


def test_htmx_is_kept_from_styles_evaluation_and_storage():
    html = Template('{% extends "page.html" %}').render(Context({"request": RequestFactory().get("/")}))
    assert (
        '{"includeIndicatorStyles":false,"allowEval":false,"historyCacheSize":0,'
        '"selfRequestsOnly":true,"allowScriptTags":false}'
    ) in html
