"""Register files that are text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inmates import register_csv
from inmates.domain.columns import Column
from inmates.register_file import read_register_file
from inmates.unreadable import RegisterFileUnreadable, UnreadableReason

HEADER = ["No. Register", "Nama", "Tgl Lahir", "JK", "Tgl Masuk", "Alamat"]
PERSON = ["BI.1/2025", "René", "1970-03-13", "L", "2025-11-05", "Desa A"]


def content(delimiter=";", rows=(HEADER, PERSON), end="\r\n"):
    return "".join(delimiter.join(row) + end for row in rows)


def names(data):
    return [row[Column.FULL_NAME] for row in read_register_file(data)]


def refusal(data):
    with pytest.raises(RegisterFileUnreadable) as caught:
        read_register_file(data)
    return (caught.value.reason, *caught.value.details)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"]
)
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_every_usual_delimiter_encoding_and_line_end(delimiter, encoding, end):
    (row,) = read_register_file(content(delimiter, end=end).encode(encoding))
    assert (row.line, [*row.values.values()]) == (2, row_values())


def row_values():
    return [PERSON[HEADER.index(label)] for label in order_of_columns()]


def order_of_columns():
    """Return the labels in the order in which the columns of a row are listed."""
    (row,) = read_register_file(content().encode())
    words = dict(zip(PERSON, HEADER, strict=True))
    return [words[value] for value in row.values.values()]


def test_bytes_that_cp1252_does_not_have_are_read_as_latin_1():
    assert names(content().encode("latin-1") + b"BI.2/2025;Ren\x81\xe9;1970-03-13;L;2025-11-05;x\n") == [
        "René",
        "Ren\x81é",
    ]


def test_the_delimiter_may_be_declared_and_counts_as_a_line():
    rows = [["No. Register", "Nama", "Tgl Lahir", "JK", "Tgl Masuk", "Alamat, RT"], [*PERSON[:5], "a;b, c"]]
    (row,) = read_register_file(("sep=^\r\n" + content("^", rows)).encode())
    assert (row.line, row[Column.FULL_NAME]) == (3, "René")
    assert [row.line for row in read_register_file(("\ufeffsep=;\n" + content()).encode())] == [3]


def test_unquoted_signs_of_other_delimiters_do_not_mislead():
    rows = [HEADER, *([[*PERSON[:5], "a, b, c, d, e | f, g, h, i, j, k, l"]] * 3)]
    assert names(content(";", rows).encode()) == ["René"] * 3


def test_a_row_has_the_line_on_which_it_begins():
    quoted = [*PERSON[:5], '"Dusun Krajan\r\nRT 02\r\nKec. ""Madukara"""']
    rows = [["Rutan"], [], HEADER, quoted, PERSON, [""] * 6, PERSON, ["Jumlah", "3"]]
    found = read_register_file(content(";", rows).encode())
    assert [row.line for row in found] == [4, 7, 9]
    assert found[0][Column.ADDRESS] == 'Dusun Krajan\r\nRT 02\r\nKec. "Madukara"'


def test_a_file_without_an_end_of_line_and_short_or_long_rows():
    rows = [HEADER, PERSON[:5], [*PERSON, "", "", ""]]
    assert names(content(";", rows).encode().rstrip(b";\r\n")) == ["René", "René"]


def test_a_quote_that_is_never_closed_is_found():
    rows = [HEADER, PERSON, [*PERSON[:5], '"Desa'], PERSON]
    assert refusal(content(";", rows).encode()) == (UnreadableReason.UNCLOSED_QUOTE, 3)


def test_quotes_inside_a_name_are_no_trouble():
    rows = [HEADER, ["BI.1/2025", 'Budi "Gembul" Santoso', *PERSON[2:]], PERSON]
    assert names(content(";", rows).encode()) == ['Budi "Gembul" Santoso', "René"]


def test_a_cell_that_is_too_long_or_unreadable_is_a_matter_of_its_row():
    long, huge = [PERSON[0], "x" * 201, *PERSON[2:]], [*PERSON[:5], "x" * 140_000]
    spoiled = [PERSON[0], "Bu\x00di", *PERSON[2:]]
    data = content(";", [HEADER, PERSON, long, huge, spoiled, PERSON]).encode()
    assert len(read_register_file(data)) == 5


def test_a_quote_closed_much_further_down_is_found():
    swallowed = [*PERSON[:5], '"Desa'], *[PERSON] * 60, [*PERSON[:5], 'Desa"']
    text = "\r\n".join(";".join(row) for row in (HEADER, *swallowed)) + "\r\n"
    assert refusal(text.encode()) == (UnreadableReason.CELL_TOO_LONG, 2, "address")


def test_blanks_in_a_cell_may_be_many():
    padded = [PERSON[0], " " * 300 + "x" * 200, *PERSON[2:]]
    assert names(content(";", [HEADER, padded]).encode()) == [padded[1]]


def test_too_many_rows_and_columns(monkeypatch):
    monkeypatch.setattr(register_csv, "MAX_ROWS", 3)
    assert len(names(content(";", [HEADER, PERSON, [], PERSON]).encode())) == 2
    assert refusal(content(";", [HEADER, *[PERSON] * 3]).encode()) == (UnreadableReason.TOO_MANY_ROWS, 3)
    wide = [[*HEADER, *["x"] * 200], PERSON]
    assert refusal(content(";", wide).encode()) == (UnreadableReason.TOO_MANY_COLUMNS, 200)
    assert refusal(content().encode() + b";" * 20_000) == (UnreadableReason.TOO_MANY_COLUMNS, 200)


def test_missing_headers_and_columns_are_told_apart():
    assert refusal(b"hello;world\n1;2\n") == (UnreadableReason.NO_HEADER,)
    rows = [["No. Register", "Nama", "Agama"], ["BI.1/2025", "Budi", "Islam"]]
    assert refusal(content(";", rows).encode()) == (
        UnreadableReason.MISSING_COLUMNS,
        "born_on",
        "sex",
        "admitted_on",
    )


def test_a_register_without_people_is_no_error():
    assert read_register_file(content(";", [HEADER]).encode()) == []


@given(st.text(max_size=60))
def test_any_text_below_a_header_is_read_or_refused(text):
    try:
        rows = read_register_file((content() + text).encode("utf-8", "replace"))
    except RegisterFileUnreadable as refused:
        assert refused.reason in {UnreadableReason.UNCLOSED_QUOTE, UnreadableReason.NOT_A_TABLE}
    else:
        assert rows[0].line == 2


@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("Cc",))), min_size=1, max_size=4),
        max_size=5,
    )
)
def test_lines_are_counted_as_an_editor_counts_them(addresses):
    data, expected, line = content(rows=(HEADER,), end="\n"), [], 2
    for parts in addresses:
        address = '"' + "\n".join(part.replace('"', '""') for part in parts) + '"'
        data += ";".join([*PERSON[:5], address]) + "\n"
        expected.append(line)
        line += len(parts)
    try:
        found = read_register_file(data.encode("utf-8"))
    except RegisterFileUnreadable as refused:
        assert refused.reason == UnreadableReason.CELL_TOO_LONG
    else:
        assert [row.line for row in found] == expected
