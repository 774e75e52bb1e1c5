"""A person's file: a PDF to read, the same as JSON for machines, and the photos and papers themselves, in one archive."""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone

from rutan.core import dates
from rutan.letters.domain.names import official_name
from rutan.letters.pdf import make_pdf, sheet
from rutan.protection.domain.classification import Table
from rutan.protection.models import Disclosure
from rutan.protection.queries_person import Everything, Part, Told
from rutan.protection.reader import classification
from rutan.protection.wording import kept_for

TEMPLATE = "rutan/protection/papers/person.typ"
OFFICE = ("address", "phone", "email", "website", "city", "regional_office", "is_demo")
MOST_COLUMNS = 6
LONG_VALUE = 200
PDF, JSON = "data-pribadi.pdf", "data-pribadi.json"


def archive(everything: Everything, disclosure: Disclosure, *, now: datetime) -> bytes:
    """Return the ZIP archive; the same rows and moment give the same bytes."""
    told = json.dumps(everything.as_json(now), ensure_ascii=False, indent=1, default=str)
    files = {PDF: paper(everything, disclosure, now=now), JSON: told.encode(), **everything.files}
    target, day = io.BytesIO(), timezone.localtime(now).timetuple()[:6]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(zipfile.ZipInfo(name, day), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def paper(everything: Everything, disclosure: Disclosure, *, now: datetime) -> bytes:
    """Return the PDF."""
    body = body_of(everything, disclosure, now=now)
    facility = everything.inmate.facility
    office = {name: getattr(facility, name) for name in OFFICE} | {"name": official_name(facility.name)}
    number = f"Data pribadi, menjawab surat {disclosure.letter_number}"
    data = {"facility": office, "body": body, "number": number}
    rows = sum(len(part.rows) for part in everything.parts)
    return make_pdf(sheet(TEMPLATE, paper=data, timestamp=int(now.timestamp())), rows=rows)


def body_of(everything: Everything, disclosure: Disclosure, *, now: datetime) -> dict[str, Any]:
    """Return what the paper says, as plain data."""
    inmate, by = everything.inmate, disclosure.requested_by
    filled = [part for part in everything.parts if part.rows]
    return {
        "name": inmate.full_name,
        "register_number": inmate.register_number,
        "born_on": inmate.born_on.isoformat(),
        "letter_number": disclosure.letter_number,
        "letter_on": disclosure.letter_on.isoformat(),
        "reason": disclosure.reason,
        "made_by": ", ".join(filter(None, (by.full_name, by.position))),
        "made_at": dates.moment(now),
        "files": sorted(everything.files),
        "shared": list(_shared(everything)),
        "sections": list(_sections(filled)),
        "empty": [part.table.title for part in everything.parts if not part.rows],
    }


def _sections(parts: list[Part]) -> Iterator[dict[str, Any]]:
    packages = dict.fromkeys(part.table.package for part in parts)
    for package in packages:
        tables = [_table(part) for part in parts if part.table.package == package]
        yield {"heading": classification().packages[package], "tables": tables}


def _table(part: Part) -> dict[str, Any]:
    word, table = classification().word, part.table
    names = [value.name for value in part.rows[0].values]
    said = [name for name in names if any(_words(row, name) for row in part.rows)]
    longest = max((len(_words(row, name)) for row in part.rows for name in said), default=0)
    as_table = len(part.rows) > 1 and len(said) <= MOST_COLUMNS and longest <= LONG_VALUE
    rows: list[Any] = [[_words(row, name) for name in said] for row in part.rows]
    if not as_table:
        rows = [[(word(name), words) for name in said if (words := _words(row, name))] for row in part.rows]
    return {
        "title": table.title,
        "kept": _kept(table),
        "as_table": as_table,
        "head": [word(name) for name in said],
        "rows": rows,
        "earlier": sum(len(row.earlier) for row in part.rows),
    }


def _kept(table: Table) -> str:
    return f"Disimpan {kept_for(table.retention)}."


def _words(row: Told, name: str) -> str:
    return next(value.words for value in row.values if value.name == name)


def _shared(everything: Everything) -> Iterator[dict[str, Any]]:
    """Each agency the record was opened to, with what the person agreed that it is told."""
    rows = {part.table.label: part.rows for part in everything.parts}
    for grant in rows["inmates.AccessGrant"]:
        if agency := _words(grant, "agency"):
            agreed = [
                f"{_words(each, 'subject')}: {_words(each, 'state').lower()}, {_words(each, 'decided_on')}"
                for each in rows["inmates.Consent"]
                if _words(each, "agency") == agency
            ]
            since, until = _words(grant, "starts_on"), _words(grant, "ended_at") or _words(grant, "ends_on")
            yield {"agency": agency, "since": since, "until": until, "agreed": agreed}


__all__ = ["JSON", "PDF", "archive", "body_of", "paper"]
