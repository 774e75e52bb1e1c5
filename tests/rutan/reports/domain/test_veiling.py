"""Small numbers are hidden so that what is shown lets nobody compute them: tried by listing every possible state."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rutan.reports.domain.relations import Relation
from rutan.reports.domain.veiling import SHOWN_FROM, Told, Veil, veils_for

MOST = 9  # what a small table's number is at most, in the tests that list every state


def table(lines):
    """A table of numbers by place with its totals, and the relations between them."""
    rows, columns = range(len(lines)), range(len(lines[0]))
    counts = {f"{row}{column}": lines[row][column] for row in rows for column in columns}
    counts |= {f"{row}+": sum(lines[row]) for row in rows}
    counts |= {f"+{column}": sum(line[column] for line in lines) for column in columns}
    counts["++"] = sum(map(sum, lines))
    relations = [Relation.of_whole(f"{row}+", [f"{row}{column}" for column in columns]) for row in rows]
    relations += [Relation.of_whole(f"+{column}", [f"{row}{column}" for row in rows]) for column in columns]
    relations += [Relation.of_whole("++", [f"+{column}" for column in columns])]
    relations += [Relation.of_whole("++", [f"{row}+" for row in rows])]
    return counts, relations


def hidden(counts, relations, **told):
    return veils_for(counts, relations, guarded=counts, **told)


def possible(counts, relations, veils):
    """Every state a reader of the table must hold for possible, the inner numbers of which decide the others."""
    inner = [code for code in counts if "+" not in code]
    choices = [
        {None: [counts[code]], Veil.SMALL: range(1, SHOWN_FROM), Veil.OTHER: range(2 * MOST)}[veils.get(code)]
        for code in inner
    ]
    for values in itertools.product(*choices):
        state = dict(zip(inner, values, strict=True))
        for relation in relations:  # a total comes after its parts
            (whole,) = (code for code, sign in relation.signs.items() if sign == 1)
            total = sum(state.get(code, 0) for code in relation.signs if code != whole)
            state.setdefault(whole, total)
        if all(_looks(state[code], counts[code], veils.get(code)) for code in counts):
            yield state


def _looks(value, truth, veil):
    if veil is None:
        return value == truth
    return 0 < value < SHOWN_FROM if veil is Veil.SMALL else value >= 0


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        ([[8, 12, 0]], {}),
        # Nothing is nobody, and is shown.
        ([[0, 0]], {}),
        # Two small numbers keep each other: 5 may be 1 and 4 or 2 and 3.
        ([[2, 3, 9]], {"00": "small", "01": "small", "+0": "small", "+1": "small"}),
        # One alone would follow from the total: the smallest other is hidden with it.
        ([[2, 9, 7]], {"00": "small", "02": "other", "+0": "small", "+2": "other"}),
        # Two fours make an eight in one way only.
        (
            [[4, 4]],
            {"00": "small", "01": "small", "+0": "small", "+1": "small", "0+": "other", "++": "other"},
        ),
        # A small total goes with its only part.
        ([[3, 0]], {"00": "small", "+0": "small", "0+": "small", "++": "small"}),
    ],
)
def test_what_is_hidden_in_one_line(lines, wanted):
    assert hidden(*table(lines)) == wanted


def test_a_small_number_inside_a_table_needs_a_rectangle():
    counts, relations = table([[2, 20, 30], [40, 50, 60], [70, 9, 90]])
    assert hidden(counts, relations) == {"00": "small", "01": "other", "20": "other", "21": "other"}


@settings(max_examples=150, deadline=None)
@given(
    st.integers(1, 2).flatmap(
        lambda columns: st.lists(
            st.lists(st.integers(0, MOST), min_size=columns, max_size=columns), min_size=1, max_size=2
        )
    )
)
def test_no_small_number_can_be_computed(lines):
    counts, relations = table(lines)
    veils = hidden(counts, relations)
    states = list(possible(counts, relations, veils))
    assert counts in states
    for code, value in counts.items():
        if 0 < value < SHOWN_FROM:
            assert code in veils
            assert len({state[code] for state in states}) > 1, (code, veils)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(st.integers(0, 30), min_size=4, max_size=4), min_size=2, max_size=5))
def test_larger_tables_leave_no_relation_with_one_hidden_number(lines):
    counts, relations = table(lines)
    veils = hidden(counts, relations)
    for relation in relations:
        missing = [code for code in relation.signs if code in veils]
        assert len(missing) != 1, relation


def test_only_the_guarded_figures_are_hidden():
    counts, relations = table([[2, 9, 7]])
    assert veils_for(counts, relations, guarded=()) == {}


def test_what_an_earlier_edition_hid_stays_hidden_and_what_it_showed_keeps_nothing():
    counts, relations = table([[2, 9, 7, 30]])
    before = Told(shown=frozenset({"02", "+2"}), hidden=frozenset({"03"}))
    assert set(hidden(counts, relations, told=before)) == {"00", "03", "+0", "+3"}
    before = Told(shown=frozenset({"02", "+2"}))
    assert set(hidden(counts, relations, told=before)) == {"00", "01", "+0", "+1"}


def test_where_marks_alone_would_give_it_away_a_small_number_is_not_even_called_small():
    """8 is 4 and 4, and 1, 1, 1 and 5: neither division may move by one without a mark that changes."""
    counts = {"whole": 8, "a": 4, "b": 4, "c": 1, "d": 1, "e": 1, "f": 5}
    relations = [Relation.of_whole("whole", "ab"), Relation.of_whole("whole", "cdef")]
    assert Veil.OTHER in {hidden(counts, relations)[code] for code in "abcde"}
