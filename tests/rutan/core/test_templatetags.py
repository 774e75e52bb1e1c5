"""Components: what each puts on a page, and that nothing a person typed is taken for markup."""

from datetime import date

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation

from rutan.core.shapes import Bar, Part, PartKind, Stage, StageState


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def render(source: str, **context: object) -> str:
    """The rendered source, its white space closed up."""
    return " ".join(Template("{% load pulih %}" + source).render(Context(context)).split())


@pytest.mark.parametrize(
    ("code", "word", "shape"),
    [("mild", "Mild", "circle"), ("sedang", "Moderate", 'd="M6 0l6 6'), ("berat", "Severe", 'd="M1 1h10')],
)
def test_a_tier_has_word_and_shape_beside_its_colour(code, word, shape):
    html = render("{% tier code %}", code=code)
    assert f"</svg> {word}</span>" in html
    assert shape in html


def test_tiers_say_their_count_and_that_they_are_provisional():
    assert "</svg> Mild 19</span>" in render('{% tier "mild" count=19 %}')
    assert '</svg> Mild <span class="tier-note">provisional</span></span>' in render(
        '{% tier "mild" provisional=True %}'
    )
    assert render("{% tier none %}", none=None) == '<span class="faint">No tier yet</span>'


@pytest.mark.parametrize(
    "source", ['{% tier "x" %}', '{% state "a" "x" %}', '{% lost "x" %}', '{% notice "x" %}{% endnotice %}']
)
def test_an_unknown_code_is_an_error_and_not_a_grey_badge(source):
    with pytest.raises(TemplateSyntaxError):
        render(source)


def test_a_state_has_a_sign_and_a_word():
    assert render('{% state "Signed" "done" %}') == (
        '<span class="state state-done"><i class="bi bi-check-lg" aria-hidden="true"></i> Signed</span>'
    )


def test_a_loss_says_whose_side():
    assert "centre&#x27;s side</span>" in render('{% lost "rutan" %}')
    assert "person&#x27;s side</span>" in render('{% lost "person" %}')


def test_a_name_carries_its_initials_and_links():
    assert render("{% name n u %}", n="Slamet Nugroho", u="/inmates/1/") == (
        '<a href="/inmates/1/"><span class="name" data-initials="S.N.">Slamet Nugroho</span></a>'
    )


@pytest.mark.parametrize(
    ("part", "of", "expected"),
    [
        (11, 12, '92% <span class="share-of">(11 of 12)</span>'),
        (0, 0, '<span class="faint">nothing to count yet</span>'),
    ],
)
def test_a_share_says_what_it_is_of(part, of, expected):
    assert render("{% share part of %}", part=part, of=of) == expected


HOSTILE = '"><script>x</script>'


@pytest.mark.parametrize(
    "source",
    [
        "{% card h url=h more=h mark=h %}{{ h }}{% endcard %}",
        '{% notice "info" h %}{{ h }}{% endnotice %}',
        "{% nothing h h h %}{{ h }}{% endnothing %}",
        "{% fact h %}{{ h }}{% endfact %}",
        "{% figure h h url=h of=h %}{{ h }}{% endfigure %}",
        "{% event h %}{{ h }}{% endevent %}",
        "{% tabs h %}{% tab h h count=h %}{% endtabs %}",
        '{% state h "done" %}{% name h h %}{% icon h %}',
        "{% post h h confirm=h name=h value=h key=h %}",
        "{% progress 1 2 h poll=h %}{% pages following=h previous=h %}",
        "{% stages steps %}{% bars rows caption=h %}",
    ],
)
def test_what_people_typed_is_never_markup(source):
    steps = [Stage(HOSTILE, StageState.NOW, HOSTILE, HOSTILE)]
    html = render(source, h=HOSTILE, steps=steps, rows=[Bar(HOSTILE, [Part(1)], HOSTILE)])
    assert "&lt;script&gt;" in html
    assert "<script" not in html


def test_an_empty_fact_says_so():
    assert render('{% fact "Case officer" %} {% endfact %}') == (
        '<div><dt>Case officer</dt><dd><span class="faint">not filled in</span></dd></div>'
    )
    assert "<dd>0</dd>" in render('{% fact "Days" %}0{% endfact %}')


def test_the_number_of_a_figure_is_the_link_to_its_rows():
    html = render('{% figure "Sessions" 11 url="/s/" of=20 meter=True %}next today{% endfigure %}')
    assert (
        '<a href="/s/">11<span class="visually-hidden"> Sessions</span></a> <span class="of">/ 20</span>'
        in html
    )
    assert '<progress class="meter" max="20" value="11" aria-label="Sessions"></progress>' in html
    assert '<div class="figure-note">next today</div>' in html


def test_a_tab_is_current_on_its_own_pages_only():
    tabs = '{% tab "A" "/a/" here=path %}{% tab "B" "/b/" here=path count=3 %}'
    assert render(tabs, path="/b/more/") == (
        '<li><a href="/a/">A</a></li>'
        '<li><a href="/b/" aria-current="page">B <span class="tab-count">3</span></a></li>'
    )


def test_the_present_stage_is_said_in_words_for_narrow_screens():
    steps = [
        Stage("Screening", StageState.DONE),
        Stage("Programme", StageState.NOW, "week 3"),
        Stage("Care", StageState.NEXT),
    ]
    html = render("{% stages steps %}", steps=steps)
    assert html.count('aria-current="step"') == 1
    assert "Stage 2 of 3: <strong>Programme</strong> · week 3" in html
    assert "stages-now" not in render("{% stages steps %}", steps=steps[:1])


def test_bars_draw_widths_as_attributes_and_link_their_totals():
    rows = [Bar("Monday", [Part(3), Part(1, PartKind.RUTAN)], "/m/")]
    with translation.override("id"):  # a decimal comma would be no number to the browser
        html = render('{% bars rows caption="Sessions" scale=12 legend=True %}', rows=rows)
    assert '<rect class="part-rutan" x="25.00" width="8.33" height="10"/>' in html
    assert '<a href="/m/">4<span class="visually-hidden"> Monday</span></a>' in html
    assert html.count("<li>") == 2
    assert "style=" not in html


def test_progress_follows_by_itself_until_it_is_finished():
    with translation.override("id"):
        running = render('{% progress 1300 2000 "Counting" poll="/jobs/1/" %}')
    assert 'hx-get="/jobs/1/"' in running
    assert 'max="2000" value="1300"' in running
    assert "<noscript>" in running
    finished = render('{% progress 2000 2000 "Done" poll="/jobs/1/" finished=True %}')
    assert "hx-get" not in finished
    assert "<noscript>" not in finished


def test_progress_of_unknown_length_has_no_value():
    assert '<progress max="1" aria-label="Progress">' in render('{% progress 0 0 poll="/jobs/1/" %}')


def test_turning_over_shows_only_what_there_is():
    assert render("{% pages %}") == ""
    html = render('{% pages following="?after=4" shown=4 %}')
    assert 'rel="next" href="?after=4"' in html
    assert 'rel="prev"' not in html
    assert "4 rows on this page" in html


def test_a_post_button_carries_token_key_and_question():
    html = render(
        '{% post "/p/" "Publish" tone="primary" confirm="Sure?" name="week" value="48" key="k" %}',
        csrf_token="t0",
    )
    assert '<form class="post" method="post" action="/p/" data-confirm="Sure?">' in html
    assert 'name="csrfmiddlewaretoken" value="t0"' in html
    assert 'name="request_key" value="k"' in html
    assert 'name="week" value="48"' in html
    assert '<button class="btn btn-primary" type="submit">Publish</button>' in html
    with pytest.raises(TemplateSyntaxError, match="tonne"):
        render('{% post "/p/" "Publish" tonne="x" %}')


class Room(forms.Form):
    room = forms.CharField(help_text="Only rooms that are ready.")
    tier = forms.CharField(required=False)

    def clean(self) -> None:
        raise forms.ValidationError("Taken at 08.00.")


def test_fields_show_the_errors_of_the_whole_form_once_and_no_form_element():
    html = render("{% fields form %}", form=Room({"room": "A"}))
    assert html.count("Taken at 08.00.") == 1
    assert "Not saved." in html
    assert 'value="A"' in html
    assert "<form" not in html
    assert "csrfmiddlewaretoken" not in html


def test_fields_without_errors_have_no_notice():
    html = render("{% fields form %}", form=Room())
    assert "Not saved." not in html
    assert "Only rooms that are ready." in html


def test_filters_offer_to_clear_only_when_something_is_filtered():
    assert "/list/" not in render('{% filters form clear="/list/" %}', form=Room())
    assert 'href="/list/"' in render('{% filters form clear="/list/" %}', form=Room({"room": "A"}))


def test_a_day_that_is_not_set_is_an_empty_text():
    assert render("[{{ d|day }}{{ d|near:on }}{{ d|distance }}]", d=None, on=date(2026, 11, 24)) == "[]"
    assert render("{{ d|distance:on }}", d=date(2026, 11, 26), on=date(2026, 11, 24)) == "in 2 days"
