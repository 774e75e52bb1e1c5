"""Reading a register file that is text: any usual delimiter, any usual encoding."""

import contextlib
import csv
import io
import itertools
import re
from collections.abc import Iterator, Sequence

from inmates.domain.cells import CellValue
from inmates.domain.columns import NO_MEANINGS, Header, Meanings, find_header
from inmates.unreadable import RegisterFileUnreadable, UnreadableReason

DELIMITERS = (",", ";", "\t", "|")
MAX_ROWS = 50_000
MAX_COLUMNS = 200
# A header stands within so many rows of the top, the letterhead above it included.
HEADER_WITHIN = 60

_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SEPARATOR_LINE = re.compile(r"\"?sep=([,;\t|:^~])\"?[,;\t|]*(?:\r|\n|$)", re.I)
_WEB_PAGE = re.compile(r"\s*<(?:!doctype|html|head|body|table|\?xml|meta|style)\b", re.I)
# A line with more delimiters is not worth the memory of its cells; commas in a quoted text may be many.
_DELIMITERS_IN_LINE = 10_000
# A line that no file has; one that has it is no table. If a quote is still open when it comes, it is swallowed
# by the quoted text and gives it away.
_END = "\x1b\x1bend of file\x1b\x1b"

# A cell may be as long as a file; how much of it is too much is told of its row.
csv.field_size_limit(1 << 30)

NumberedRow = tuple[int, Sequence[CellValue]]


def decode(content: bytes) -> str:
    """Return the text of the file.

    Byte order marks are obeyed; UTF-16 without one is told by its NULs; then UTF-8, then the code page of
    Western Windows (cp1252), whose five unused bytes fall back to Latin-1.

    :raises RegisterFileUnreadable: for bytes that are no text.
    """
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _END in text:
            break
        if _WEB_PAGE.match(text):
            raise RegisterFileUnreadable(UnreadableReason.WEB_PAGE)
        return text
    raise RegisterFileUnreadable(UnreadableReason.NOT_A_TABLE)


def rows_of(text: str, meanings: Meanings = NO_MEANINGS) -> tuple[Header | None, Iterator[NumberedRow], str]:
    """Split the text into rows numbered by the line on which each begins, and find the header.

    The delimiter is the one with which most of a header's words are recognised, unless a first line ``sep=;``
    names it.

    :returns: the header, or ``None`` if no delimiter shows one, all rows (none without a header), read as
        they are asked for, and the delimiter.
    :raises RegisterFileUnreadable: at once or while the rows are read, if there are too many rows or columns,
        a cell is too long or a quoted text is never closed.
    """
    declared = _SEPARATOR_LINE.match(text)
    best: tuple[int, int] | None = None
    chosen, header = "", None
    for preference, delimiter in enumerate([declared[1]] if declared else DELIMITERS):
        found = find_header(_top(text, delimiter, skip_first=bool(declared)), meanings)
        if not found:
            continue
        merit = (len(found.places), -preference)
        if best is None or merit > best:
            best, chosen, header = merit, delimiter, found
    if header is None:
        return None, iter(()), ""
    return header, _all_rows(text, chosen, skip_first=bool(declared)), chosen


def tops_of(text: str) -> Iterator[list[list[str]]]:
    """Yield the first rows of the text, split by each delimiter that it may have."""
    declared = _SEPARATOR_LINE.match(text)
    for delimiter in [declared[1]] if declared else DELIMITERS:
        with contextlib.suppress(RegisterFileUnreadable):
            yield _top(text, delimiter, skip_first=bool(declared))


def _encodings(content: bytes) -> tuple[str, ...]:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return (encoding,)
    sample = content[:4096]
    half = len(sample) // 2
    if half and sample[1::2].count(0) > half * 0.6:
        return ("utf-16-le",)
    if half and sample[0::2].count(0) > half * 0.6:
        return ("utf-16-be",)
    return ("utf-8", "cp1252", "latin-1")


def _top(text: str, delimiter: str, *, skip_first: bool) -> list[list[str]]:
    top: list[list[str]] = []
    # A cell that is too long ends the search and is reported when the rows are read.
    with contextlib.suppress(csv.Error):
        for _, cells in itertools.islice(_numbered(text, delimiter, skip_first=skip_first), HEADER_WITHIN):
            top.append(cells)
    return top


def _all_rows(text: str, delimiter: str, *, skip_first: bool) -> Iterator[NumberedRow]:
    begins = 0
    rows = 0
    try:
        for begins, cells in _numbered(text, delimiter, skip_first=skip_first):
            if len(cells) > MAX_COLUMNS and any(cells[MAX_COLUMNS:]):
                raise RegisterFileUnreadable(UnreadableReason.TOO_MANY_COLUMNS, MAX_COLUMNS)
            if cells and _END in cells[-1]:
                raise RegisterFileUnreadable(UnreadableReason.UNCLOSED_QUOTE, begins)
            rows += any(cells)
            if rows > MAX_ROWS:
                raise RegisterFileUnreadable(UnreadableReason.TOO_MANY_ROWS, MAX_ROWS)
            yield begins, cells
    except csv.Error as error:
        # Only a field over csv.field_size_limit() remains, mostly a quote that is closed much further down.
        raise RegisterFileUnreadable(UnreadableReason.CELL_TOO_LONG, begins + 1) from error


def _numbered(text: str, delimiter: str, *, skip_first: bool) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the number of the line on which it begins; a row may hold line breaks in quotes."""
    source = io.StringIO(text, newline="")
    before = 0
    if skip_first:
        source.readline()
        before = 1
    reader = csv.reader(_lines(source, delimiter), delimiter=delimiter)
    lines_read = 0
    for cells in reader:
        if cells == [_END]:
            return
        yield before + lines_read + 1, cells
        lines_read = reader.line_num


def _lines(source: io.StringIO, delimiter: str) -> Iterator[str]:
    for line in source:
        if line.count(delimiter) > _DELIMITERS_IN_LINE:
            raise RegisterFileUnreadable(UnreadableReason.TOO_MANY_COLUMNS, MAX_COLUMNS)
        yield line
    yield _END
