"""Looking for a person among 280 and among 280,000: `python -m benchmarks.search`.

The searcher works at one facility. Once it is the only one, with 280 people; once it is one of 530 of a nation of
280,000. Fifty searches of each kind are asked for as a browser does, session, rendering and audit event included, and
the question to the database by itself. As a look beyond what there is, the whole nation is put into one facility.
"""

import json
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from psycopg import Connection

from benchmarks.figure import Figure
from benchmarks.own_database import own_database
from rutan.database import login
from rutan.roles import connect

FEW, MANY, FACILITIES, EACH = 280, 280_000, 530, 50
AS_FAST = 2.0
SEED = 20_261_124
FIRST = (
    "Ahmad Muhammad Budi Slamet Agus Joko Eko Dwi Tri Sri Wahyu Andi Rizky Hendra Yusuf Fajar Bayu Dedi Rudi Sigit Teguh"
    " Imam Arif Asep Ujang Maman Cecep Iwan Gunawan Supri Sugeng Tono Wawan Nur Dian Rian Doni Toni Heru Edi"
)
LAST = (
    "Nugroho Santoso Setiawan Wibowo Saputra Kurniawan Hidayat Prasetyo Susanto Purnomo Wijaya Suryadi Rahman Hakim"
    " Maulana Firmansyah Ramadhan Siregar Nasution Simanjuntak Lubis Harahap Hutapea Pangestu Permana Gunadi Mulyono"
    " Handoko Suharto Kusuma Utomo Yulianto Irawan Syahputra Fauzi Anwar Ismail Salim Basuki Waluyo"
)
# Names are drawn by numbers that have nothing in common, so that every pair of names comes up; the triggers are off,
# because invented people have no stays.
PEOPLE = """
insert into inmates_inmate (facility_id, person_uuid, full_name, alias, nik, birth_place, born_on, sex, religion,
    education, occupation, address, offence, register_code, register_number, admitted_on, remark, state, left_on, cell_id)
select %(here)s + i %% %(facilities)s, gen_random_uuid(),
    (string_to_array(%(first)s, ' '))[1 + (i * 7919 / 11) %% 40]
        || ' ' || (string_to_array(%(last)s, ' '))[1 + (i * 104729 / 13) %% 40]
        || case when i %% 3 = 0 then ' ' || (string_to_array(%(last)s, ' '))[1 + (i * 1299709 / 17) %% 40] else '' end,
    case when i %% 5 = 0 then 'Si ' || (string_to_array(%(first)s, ' '))[1 + (i * 31 / 7) %% 40] else '' end,
    lpad((33040000000000 + i * 37)::text, 16, '3'), '', date '1970-01-01' + (i %% 12000)::int, 'L', '', '', '', '', '',
    'B.I', 'BI.' || i || '/2025', date '2025-01-01' + (i %% 600)::int, '',
    case when i %% 10 = 0 then 'released' else 'in_custody' end, case when i %% 10 = 0 then date '2026-10-01' end, null
from generate_series(%(from)s::bigint, %(to)s::bigint) i
"""
FACILITY = """
insert into agencies_facility select (jsonb_populate_record(f, jsonb_build_object('id', f.id + n, 'code', 'F' || n))).*
from agencies_facility f, generate_series(1, %(more)s::int) n where f.id = %(here)s
"""


def measure() -> list[Figure]:
    """The same searches in three databases; return how many times longer they take than in the smallest."""
    with own_database() as environment:

        def run(step: str) -> dict[str, dict[str, float]]:
            command = [sys.executable, "-m", "benchmarks.search", step]
            done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
            return dict(json.loads(done.stdout))

        here = int(run("prepare")["facility"]["id"])
        facts = {"here": here, "first": FIRST, "last": LAST}
        with connect(login("owner", environment)) as owner:
            _quietly(owner, PEOPLE, {**facts, "facilities": 1, "from": 1, "to": FEW})
            few = run("search")
            _quietly(owner, FACILITY, {"here": here, "more": FACILITIES - 1})
            _quietly(owner, PEOPLE, {**facts, "facilities": FACILITIES, "from": FEW + 1, "to": MANY})
            nation = run("search")
            _quietly(owner, "update inmates_inmate set facility_id = %(here)s", {"here": here})
            one = run("search")
    _compared("one facility", few, one)  # no facility is like that: told, and without a bound
    return _compared("a nation", few, nation)


def _quietly(owner: Connection, statement: str, values: dict[str, object]) -> None:
    """Write as the owner with the triggers of people and facilities off, and let the planner know what is there."""
    for table in ("inmates_inmate", "agencies_facility"):
        owner.execute(f"alter table {table} disable trigger user")
    owner.execute(statement, values)
    owner.commit()  # foreign keys are looked at when it ends, and until then the table is held
    for table in ("inmates_inmate", "agencies_facility"):
        owner.execute(f"alter table {table} enable trigger user")
    owner.commit()
    owner.autocommit = True
    owner.execute("vacuum analyze inmates_inmate")
    owner.autocommit = False


Measured = dict[str, dict[str, float]]


def _compared(where: str, few: Measured, many: Measured) -> list[Figure]:
    """For each kind of search the median and the 95th percentile of a page, against those among few; then all kinds."""
    print(
        f"  {MANY} in {where}: milliseconds, page p50 / p95, question p50 (among {FEW}: page p50 / p95, question p50)"
    )
    figures = []
    for kind, now in many.items():
        then = few[kind]
        told = f"{now['page']:.1f} / {now['page95']:.1f}, {now['ask']:.1f}"
        print(f"    {kind:<20} {told:<24} ({then['page']:.1f} / {then['page95']:.1f}, {then['ask']:.1f})")
        figures.append(Figure(f"{where}: {kind}, median of a page", now["page"] / then["page"], AS_FAST, "×"))
    for name, part in (("median", "page"), ("p95", "page95")):
        ratio = statistics.fmean(now[part] for now in many.values()) / statistics.fmean(
            then[part] for then in few.values()
        )
        figures.append(Figure(f"{where}: all kinds, {name} of a page", ratio, AS_FAST, "×"))
    return figures


def _prepare() -> Measured:
    """A facility with its registrar."""
    from django.utils import timezone

    from rutan.accounts.models import RoleAssignment, User
    from rutan.accounts.permissions import Role
    from rutan.agencies.models import Facility

    place = Facility.objects.create(code="BCH", name="Rutan Tolok Ukur", city="Banjarnegara")
    user, second = (User.objects.create_user(name, full_name=name) for name in ("penguji", "atasan"))
    held = RoleAssignment.objects.create(
        user=user, role=Role.REGISTRAR, facility=place, starts_on=timezone.localdate()
    )
    held.approved_by, held.approved_at = second, timezone.now()
    held.save(update_fields=["approved_by", "approved_at"])
    return {"facility": {"id": place.pk}}


def _search() -> Measured:
    """Fifty searches of each kind, asked for as a browser asks while somebody types, and of the database alone."""
    from django.db import transaction
    from django.test import Client

    from inmates.models import Inmate
    from inmates.queries_search import search
    from rutan.accounts.models import User
    from rutan.accounts.permissions import Permission
    from rutan.agencies.models import Facility

    user, place = User.objects.get(username="penguji"), Facility.objects.get(code="BCH")
    browser = Client(headers={"host": "127.0.0.1", "hx-request": "true"})
    browser.force_login(user)
    people = list(Inmate.objects.at(place).in_custody().order_by("pk")[:FEW])
    draw = random.Random(SEED)

    def page(words: str) -> None:
        answer = browser.post("/inmates/search/", {"words": words})
        assert answer.status_code == 200, answer.status_code

    def ask(words: str) -> None:
        with transaction.atomic():
            search(user, place, words, may=frozenset(Permission))

    found: Measured = {}
    for kind, words_of in _kinds(draw).items():
        asked = [words_of(draw.choice(people)) for _n in range(EACH)]
        for words in asked[:5]:
            page(words)
        pages, asks = (
            [_milliseconds(page, words) for words in asked],
            [_milliseconds(ask, words) for words in asked],
        )
        p95 = statistics.quantiles(pages, n=20)[-1]
        found[kind] = {"page": statistics.median(pages), "page95": p95, "ask": statistics.median(asks)}
    return found


def _milliseconds(deed: Callable[[str], None], words: str) -> float:
    began = time.perf_counter()
    deed(words)
    return (time.perf_counter() - began) * 1_000


def _kinds(draw: random.Random) -> dict[str, Callable[..., str]]:
    def misspelt(name: str) -> str:
        place = draw.randrange(1, len(name) - 1)
        return name[:place] + draw.choice("aeiou") + name[place + 1 :]

    return {
        "beginning": lambda person: person.full_name[:4],
        "whole name": lambda person: person.full_name,
        "last name": lambda person: person.full_name.split()[-1],
        "names turned": lambda person: " ".join(reversed(person.full_name.split())),
        "with an error": lambda person: misspelt(person.full_name),
        "last with an error": lambda person: misspelt(person.full_name.split()[-1]),
        "alias": lambda person: person.alias or "Si Slamet",
        "register number": lambda person: person.register_number,
        "end of the NIK": lambda person: person.nik[-4:],
        "cell": lambda person: f"blok {draw.choice('ABC')}",
        "nobody": lambda person: f"{draw.choice('qxz')}wv{draw.choice('qxz')}yx",
    }


def main(arguments: list[str]) -> int:
    """Without arguments measure and print; with one, do that step in this process."""
    if arguments:
        import django

        django.setup()
        print(json.dumps(_prepare() if arguments == ["prepare"] else _search()))
        return 0
    figures = measure()
    for figure in figures:
        print(figure.line())
    return 0 if all(figure.ok for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
