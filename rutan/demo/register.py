"""The register of the demo rutan: 160 invented people as a file, as an office would hand it over.

The same seed and day give the same file. Numbers follow public figures of comparable houses (domain facts, part 6):
30 % detainees, 40 % narcotics, few women. Names are common Javanese names put together by chance.
"""

import csv
import io
import random
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, timedelta

from rutan.demo import names

RESIDENTS = 160
DETAINEES = 0.30
NARCOTICS = 0.40
WOMEN = 0.07
# Some are fuller than others, as everywhere.
CELLS_OF_MEN = [f"{block}{number}" for block in "AB" for number in range(1, 6)] + ["A1", "A2", "B1"]
CELLS_OF_WOMEN = ["C1", "C2"]

TOWNS = ["Banjarnegara", "Purbalingga", "Banyumas", "Wonosobo", "Kebumen", "Cilacap", "Pekalongan"]
JOBS = ["Petani", "Buruh", "Sopir", "Pedagang", "Wiraswasta", "Tukang bangunan", "Karyawan", "Belum bekerja"]
SCHOOLS = ["SD", "SMP", "SMA", "SMK", "D3", "S1"]
DRUG_ARTICLES = [
    "112 ayat (1) UU 35/2009",
    "114 ayat (1) UU 35/2009",
    "127 ayat (1) UU 35/2009",
    "127 ayat (1) UU 35/2009",
]
OTHER_ARTICLES = ["362 KUHP", "363 ayat (1) KUHP", "372 KUHP", "378 KUHP", "351 ayat (2) KUHP", "170 KUHP"]
DETENTION = ("A.I", "A.II", "A.III")
SENTENCE = ("B.I", "B.I", "B.I", "B.IIa")


@dataclass(frozen=True)
class Resident:
    """One line of the register, in the order of the file's columns."""

    number: int
    code: str
    register_number: str
    full_name: str
    alias: str
    nik: str
    birth_place: str
    born_on: date
    sex: str
    religion: str
    education: str
    occupation: str
    address: str
    offence: str
    admitted_on: date
    expires_on: date
    cell: str

    @property
    def is_detainee(self) -> bool:
        """Whether the person is not sentenced yet."""
        return self.code.startswith("A")

    @property
    def for_narcotics(self) -> bool:
        """Whether the case is one of the narcotics law."""
        return "35/2009" in self.offence


HEADERS = dict(
    zip(
        [field.name for field in fields(Resident)],
        [
            "No", "Kode Register", "No. Register", "Nama Lengkap", "Alias/Bin", "NIK", "Tempat Lahir", "Tanggal Lahir",
            "L/P", "Agama", "Pendidikan", "Pekerjaan", "Alamat", "Pasal", "Tgl. Masuk", "Tgl. Ekspirasi", "Blok/Kamar",
        ],
        strict=True,
    )
)  # fmt: skip


def residents(*, seed: int, today: date, count: int = RESIDENTS) -> list[Resident]:
    """Return the people of the demo rutan, in the order of their register."""
    chance = random.Random(seed)  # noqa: S311  # the same demo for the same seed, nothing secret
    given = _names(chance)
    return [_resident(chance, number, today, given) for number in range(1, count + 1)]


def register_file(people: list[Resident]) -> bytes:
    """Return the register as the CSV file that an office would send."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADERS.values())
    writer.writerows([getattr(person, name) for name in HEADERS] for person in people)
    return text.getvalue().encode()


def _names(chance: random.Random) -> dict[str, Iterator[str]]:
    """Names without repetition, for each sex."""
    men = [f"{first} {family}" for first in names.MEN for family in names.FAMILIES]
    women = [f"{first} {family}" for first in names.WOMEN for family in names.FAMILIES]
    chance.shuffle(men)
    chance.shuffle(women)
    return {"L": iter(men), "P": iter(women)}


def _resident(chance: random.Random, number: int, today: date, given: dict[str, Iterator[str]]) -> Resident:
    sex = "P" if chance.random() < WOMEN else "L"
    detained = chance.random() < DETAINEES
    code = chance.choice(DETENTION if detained else SENTENCE)
    admitted_on = today - timedelta(days=chance.randint(8, 80) if detained else chance.randint(60, 700))
    ahead = (
        chance.randint(10, 55)
        if detained
        else chance.choice((chance.randint(12, 120), chance.randint(120, 1500)))
    )
    born_on = today - timedelta(days=chance.randint(20 * 365, 58 * 365))
    town = chance.choice(TOWNS)
    return Resident(
        number=number,
        code=code,
        register_number=f"{code.replace('.', '')}.{number}/{admitted_on.year}",
        full_name=next(given[sex]),
        alias=f"alias {chance.choice(names.MEN)}" if sex == "L" and chance.random() < 0.15 else "",
        nik=_nik(chance, born_on, sex, number),
        birth_place=town,
        born_on=born_on,
        sex=sex,
        religion=chance.choices(("Islam", "Kristen", "Katolik"), (95, 3, 2))[0],
        education=chance.choice(SCHOOLS),
        occupation=chance.choice(JOBS),
        address=f"RT {chance.randint(1, 9):02} RW {chance.randint(1, 7):02}, Kab. {town}",
        offence=chance.choice(DRUG_ARTICLES if chance.random() < NARCOTICS else OTHER_ARTICLES),
        admitted_on=admitted_on,
        expires_on=today + timedelta(days=ahead),
        cell=chance.choice(CELLS_OF_WOMEN if sex == "P" else CELLS_OF_MEN),
    )


def _nik(chance: random.Random, born_on: date, sex: str, number: int) -> str:
    """Sixteen digits by the published rule: district of Banjarnegara, birth day (+40 for women), a serial."""
    day = born_on.day + (40 if sex == "P" else 0)
    return f"3304{chance.randint(1, 20):02}{day:02}{born_on:%m%y}{number:04}"
