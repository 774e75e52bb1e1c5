"""Bars are laid out against the longest one, or a longer scale."""

from rutan.core.shapes import Bar, DrawnBar, Part, PartKind, Segment, draw


def test_the_longest_bar_fills_the_chart_and_parts_follow_each_other():
    held_and_lost = Bar("Senin", [Part(6), Part(0, PartKind.PERSON), Part(2, PartKind.RUTAN)], "/sessions/")
    assert draw([held_and_lost, Bar("Selasa", [Part(1)])]) == (
        DrawnBar(
            "Senin",
            "/sessions/",
            8,
            (Segment(PartKind.MAIN, 6, 0.0, 75.0), Segment(PartKind.RUTAN, 2, 75.0, 25.0)),
        ),
        DrawnBar("Selasa", "", 1, (Segment(PartKind.MAIN, 1, 0.0, 12.5),)),
    )


def test_a_longer_scale_leaves_room_and_a_shorter_one_is_ignored():
    assert draw([Bar("a", [Part(3)])], scale=9)[0].segments == (Segment(PartKind.MAIN, 3, 0.0, 33.33),)
    assert draw([Bar("a", [Part(4)])], scale=2)[0].segments == (Segment(PartKind.MAIN, 4, 0.0, 100.0),)


def test_nothing_to_draw_is_no_error():
    assert draw([]) == ()
    assert draw([Bar("a", [])]) == (DrawnBar("a", "", 0, ()),)
