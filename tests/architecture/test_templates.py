"""Templates hold nothing the policy forbids and no text that gettext does not see (house.md, habit 26)."""

import pytest

from tests.architecture import pages, static_rules
from tests.architecture.scan import ROOT, expect_none, plant, report

BREACHES = {
    "inline script": "<script>let a = 1</script>",
    "inline module": '<script type="module">let a = 1</script>',
    "style element": "<style>p { color: red }</style>",
    "style attribute": '<p style="color: red">{{ x }}</p>',
    "style attribute in a condition": '<p{% if x %} style="color: red"{% endif %}></p>',
    "handler": '<a onclick="f()" href="/">{{ x }}</a>',
    "htmx handler": '<a hx-on:click="f()" href="/">{{ x }}</a>',
    "script link": '<a href="javascript:f()">{{ x }}</a>',
    "script values": "<a hx-vals='js:{a: 1}'>{{ x }}</a>",
    "foreign script": '<script src="https://example.org/x.js"></script>',
    "foreign style": '<link rel="stylesheet" href="//example.org/x.css">',
    "foreign picture": '<img src="http://example.org/x.png" alt="">',
    "frame": '<iframe src="/x"></iframe>',
    "safe": "{{ x|safe }}",
    "safe in a filter": "{{ x|default:'' | safe }}",
    "autoescape": "{% autoescape off %}{{ x }}{% endautoescape %}",
    "English": "<p>Save the form</p>",
    "Indonesian": "<p>Simpan</p>",
    "a word beside a value": "<p>{{ count }} rows</p>",
    "a word in a condition": "{% if x %}yes{% else %}{% translate 'No' %}{% endif %}",
    "a title": '<a title="Close" href="/">×</a>',
    "a label for a screen reader": '<nav aria-label="Menu"></nav>',
    "a question": '<form data-confirm="Really?"></form>',
    "a button": '<input type="submit" value="Send">',
    "an argument of a tag": '{% card "Attendance" %}{{ x }}{% endcard %}',
    "an argument of a part": '{% include "parts/post.html" with label="Send" %}',
    "a sentence for a tag": '{% empty "nobody is here." %}{% endempty %}',
    "a default": "{{ name|default:'Unknown' }}",
}
ALLOWED = """
{% extends "base.html" %}{% load i18n pulih %}{# A remark #}{% comment %}Not shown{% endcomment %}
{% block title %}{% translate "People" %} · Pulih{% endblock %}{% block main_class %}narrow{% endblock %}
<p>{% blocktranslate count n=n %}{{ n }} row{% plural %}{{ n }} rows{% endblocktranslate %} – 12 %</p>
<script src="{% static 'pulih/pulih.js' %}" defer></script><script type="application/json">{"a": "bcd"}</script>
<a href="https://www.who.int" aria-label="{% translate 'Out' %}" title="{{ title }}">{{ name }}</a> &nbsp;<kbd>Ctrl K</kbd>
{% card _("Attendance") %}{{ x|default:_("Unknown") }}{{ day|date:"j F Y" }}{% endcard %}{% icon "list" %}
{% with kind="btn btn-primary" %}<{% if x %}a href="{{ x }}"{% else %}button{% endif %} class="{{ kind }}">
{% translate "Go" %}</{% if x %}a{% else %}button{% endif %}>{% endwith %}
<button name="language" value="id">Indonesia</button><input type="hidden" value="draft">
<div hx-get="{% url 'jobs:show' 1 %}" hx-trigger="load delay:1s"></div>
"""
STATIC_BREACHES = {
    "static/pulih/a.css": "p { background: url(//example.org/x.png) }",
    "static/pulih/b.css": '@import "https://example.org/x.css";',
    "static/pulih/c.js": "box.innerHTML = text",
    "static/pulih/d.js": "eval (text)",
    "static/pulih/e.js": 'box.style.color = "red"',
    "static/pulih/f.js": 'fetch("https://example.org")',
}


@pytest.mark.parametrize("name", BREACHES)
@pytest.mark.parametrize("path", ["templates/rehab/x.html", "rutan/letters/templates/letters/x.html"])
def test_finds(name, path, tmp_path):
    found = list(pages.breaches(plant(tmp_path, {path: f"\n{BREACHES[name]}\n"})))
    assert [(breach.path, breach.line) for breach in found] == [(path, 2)], report(found)


def test_finds_text_in_a_mail(tmp_path):
    tree = {"templates/mail/x.txt": "{% translate 'Hello' %}\nDear {{ name }}"}
    assert [breach.line for breach in pages.breaches(plant(tmp_path, tree))] == [2]


def test_lets_a_page_be(tmp_path):
    tree = {"templates/x.html": ALLOWED, "docs/x.html": BREACHES["handler"]}
    expect_none(pages.breaches(plant(tmp_path, tree)))


@pytest.mark.parametrize("path", STATIC_BREACHES)
def test_finds_in_static_files(path, tmp_path):
    found = static_rules.breaches(plant(tmp_path, {path: STATIC_BREACHES[path]}))
    assert {breach.path for breach in found} == {path}


def test_lets_static_files_be(tmp_path):
    tree = {
        "static/a.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
        "static/a.js": "box.textContent = text",
    }
    expect_none(static_rules.breaches(plant(tmp_path, tree)))


def test_the_templates_of_the_tree():
    expect_none(pages.breaches(ROOT))


def test_the_static_files_of_the_tree():
    expect_none(static_rules.breaches(ROOT))
