"""Which column of a register file holds what, told by the header's words in whatever order they stand."""

import re
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from inmates.domain.cells import CellValue, text
from inmates.domain.nameless import key_of_nameless, layout_of


class Column(StrEnum):
    """A column that is read; the value is the name of the field it fills, where it fills just one."""

    RUNNING_NUMBER = "running_number"
    REGISTER_CODE = "register_code"
    REGISTER_NUMBER = "register_number"
    FULL_NAME = "full_name"
    ALIAS = "alias"
    NIK = "nik"
    BIRTH_PLACE = "birth_place"
    BORN_ON = "born_on"
    BIRTH_PLACE_AND_DATE = "birth_place_and_date"
    SEX = "sex"
    RELIGION = "religion"
    EDUCATION = "education"
    OCCUPATION = "occupation"
    ADDRESS = "address"
    OFFENCE = "offence"
    ADMITTED_ON = "admitted_on"
    EXPIRES_ON = "expires_on"
    PLACE = "cell"
    BLOCK = "block"
    CELL_IN_BLOCK = "cell_in_block"
    REMARK = "remark"


# How many characters a cell may have, as many as are stored; a row with more in a cell is an error.
DEFAULT_LENGTH = 200
LENGTHS: Mapping[Column, int] = {
    Column.REGISTER_NUMBER: 60,
    Column.BIRTH_PLACE: 100,
    Column.RELIGION: 50,
    Column.EDUCATION: 100,
    Column.OCCUPATION: 100,
    Column.OFFENCE: 300,
    Column.ADDRESS: 2_000,
    Column.REMARK: 2_000,
}

# Words as they stand in headers, blanks and signs left out. In each row the earlier word wins over the later
# one when a sheet has both ("Pasal" over "Perkara"). A heading over two columns stands before what is below
# it ("Tanggal" over "Masuk" and "Ekspirasi" gives "tanggalmasuk").
_WORDS: Mapping[Column, str] = {
    Column.RUNNING_NUMBER: "no nomor nourut nomorurut nr urut",
    Column.REGISTER_CODE: (
        "koderegister kodereg koderegistrasi registerkode jenisregister jenisreg golonganregister "
        "golregister golreg golongan bukuregister statusregister kode"
    ),
    Column.REGISTER_NUMBER: (
        "noregister nomorregister noreg nomorreg noregistrasi nomorregistrasi registerno registernomor "
        "nomorindukregister noindukregister noinduk nomorinduk register registrasi reg"
    ),
    Column.FULL_NAME: (
        "namalengkap nama namawbp namalengkapwbp namawargabinaan namapenghuni namatahanan namanarapidana "
        "namanapi namatahanannarapidana namanarapidanatahanan namatahanannapi namanapitahanan "
        "namawargabinaanpemasyarakatan namasantri identitasnama namadanalias namaalias namabin namabinbinti "
        "fullname name"
    ),
    Column.ALIAS: (
        "aliasbin alias aliasbinbinti binbinti binti bin namapanggilan panggilan namaayah namakecil aliasnama"
    ),
    Column.NIK: (
        "nik nonik nomornik nomorindukkependudukan noindukkependudukan nikktp ktpnik noktp nomorktp ktp "
        "noidentitas nomoridentitas"
    ),
    Column.BIRTH_PLACE: (
        "tempatlahir tmplahir tmptlahir tptlahir tempatlhr tmplhr tempatkelahiran kotalahir kotakelahiran "
        "lahirtempat kelahirantempat birthplace"
    ),
    Column.BORN_ON: (
        "tanggallahir tgllahir tgllhr tanggallhr tanggalkelahiran tglkelahiran lahirtanggal lahirtgl "
        "kelahirantanggal kelahirantgl lahir birthdate dateofbirth"
    ),
    Column.BIRTH_PLACE_AND_DATE: (
        "tempattanggallahir tempattgllahir tempatdantanggallahir tempatdantgllahir tmptgllahir tmpttgllahir "
        "tpttgllahir tempattgllhr tmptgllhr tempattanggalkelahiran ttl tempatlahirtanggallahir "
        "tempatlahirtgllahir"
    ),
    Column.SEX: (
        "lp jeniskelamin jnskelamin jeniskel jnskel jk kelamin jkel lakilakiperempuan priawanita pw pl sex "
        "gender"
    ),
    Column.RELIGION: "agama religion",
    Column.EDUCATION: "pendidikan pendidikanterakhir pend pddk pdd tingkatpendidikan education",
    Column.OCCUPATION: "pekerjaan pekerjaanterakhir pek profesi matapencaharian occupation",
    Column.ADDRESS: (
        "alamat alamatlengkap alamatrumah alamatasal alamatterakhir alamatktp alamattinggal tempattinggal "
        "domisili alamatdomisili address"
    ),
    Column.OFFENCE: (
        "pasal pasalyangdilanggar uupasal pasaluu undangundangpasal pasalperkara perkarapasal kasuspasal "
        "pasalkasus pasalutama perkara jenisperkara kasus jeniskasus tindakpidana jenistindakpidana "
        "jeniskejahatan kejahatan offence"
    ),
    Column.ADMITTED_ON: (
        "tglmasuk tanggalmasuk tglmasukrutan tanggalmasukrutan tglmasukupt tanggalmasukupt tglmasuklapas "
        "tanggalmasuklapas tmtmasuk tglditerima tanggalditerima tglpenerimaan tanggalpenerimaan tglterima "
        "tanggalterima tglmulaiditahan tanggalmulaiditahan tglpenahanan tanggalpenahanan masuk masukrutan "
        "admitted"
    ),
    Column.EXPIRES_ON: (
        "tglekspirasi tanggalekspirasi ekspirasi tglekspirasiakhir tanggalekspirasiakhir ekspirasiakhir "
        "tglekspirasipidana tglekspirasipenahanan tanggalekspirasipidana tanggalekspirasipenahanan "
        "ekspirasipidana ekspirasipenahanan tglexpirasi tanggalexpirasi expirasi tglexp tanggalexp exp "
        "tgleks tanggaleks tglekspirasiawal tanggalekspirasiawal ekspirasiawal tglhabispenahanan "
        "tanggalhabispenahanan habismasapenahanan tglbebas tanggalbebas bebas expiry"
    ),
    Column.PLACE: (
        "blokkamar kamarblok bloksel blokkamarhunian blokdankamar lokasiblokkamar kamarhunian lokasikamar "
        "lokasihunian penempatan tempathunian lokasi hunian"
    ),
    Column.BLOCK: "blok namablok blokhunian wisma paviliun block",
    Column.CELL_IN_BLOCK: "kamar nokamar nomorkamar sel nosel nomorsel cell",
    Column.REMARK: "keterangan ket catatan keteranganlain ketlain lainlain remark remarks",
}
_MEANINGS: dict[str, list[tuple[int, Column]]] = {}
for _column, _words in _WORDS.items():
    for _rank, _word in enumerate(_words.split()):
        _MEANINGS.setdefault(_word, []).append((_rank, _column))
# Every word that is known, with what it means first.
WORDS: Mapping[str, Column] = {word: min(meant)[1] for word, meant in _MEANINGS.items()}
# What a word means when a better-named column has taken its first meaning already.
_LAST_RESORT = 99
_SAID = -1
_MEANINGS["register"].append((_LAST_RESORT, Column.REGISTER_CODE))
_MEANINGS["reg"].append((_LAST_RESORT, Column.REGISTER_CODE))
_MEANINGS["namaalias"].append((_LAST_RESORT, Column.ALIAS))

# What an office has said its headings mean, by :func:`heading_key`; ``None`` means that the column is not read.
Meanings = Mapping[str, Column | None]
NO_MEANINGS: Meanings = MappingProxyType({})

_SIGNS = re.compile(r"[\W_]+")
_BRACKETED = re.compile(r"\([^)]*\)|\[[^]]*\]")
_FEWEST = 3
# A longer heading is told by its beginning.
_LONGEST_KEY = 190


@dataclass(frozen=True, slots=True)
class Header:
    """Where the columns stand. ``last`` is the place, in the rows searched, of the header's last row.

    ``keys`` tells each column's heading by :func:`heading_key`; ``height`` is the number of its rows.
    """

    places: Mapping[Column, int]
    last: int
    keys: tuple[str, ...] = field(default=(), compare=False)
    height: int = field(default=1, compare=False)

    @property
    def missing(self) -> tuple[Column, ...]:
        """Return the columns without which nobody can be registered, in the order of the register."""
        return missing_among(self.places)


def missing_among(columns: Container[Column]) -> tuple[Column, ...]:
    """Return the columns without which nobody can be registered and that are not there."""
    # Each entry lists what may stand in for the other.
    needed: tuple[tuple[Column, ...], ...] = (
        (Column.REGISTER_NUMBER,),
        (Column.FULL_NAME,),
        (Column.BORN_ON, Column.BIRTH_PLACE_AND_DATE),
        (Column.SEX,),
        (Column.ADMITTED_ON,),
    )
    return tuple(either[0] for either in needed if not any(column in columns for column in either))


def find_header(rows: Sequence[Sequence[CellValue]], meanings: Meanings = NO_MEANINGS) -> Header | None:
    """Return the first complete header among ``rows``, else the one with most known columns, else ``None``.

    A header may be two rows high, the upper one over several columns. Anything may stand above it.

    :param meanings: what the office has said about its own headings; it counts before what is known here.
    """
    best: Header | None = None
    for at in range(len(rows)):
        header = _header_at(rows, at, meanings)
        if header and not header.missing:
            return header
        if header and (best is None or len(header.places) > len(best.places)):
            best = header
    return best


def header_in(row: Sequence[CellValue], meanings: Meanings = NO_MEANINGS) -> Header | None:
    """Return the header that a single row is, such as the one repeated on every page, or ``None``."""
    return _as_header([_keys(cell) for cell in row], meanings, last=0)


def heading_keys(labels: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Return under what each column's heading is remembered: without blanks and signs, the second of a kind numbered.

    A column without a heading is known by where it stands among the others (:mod:`inmates.domain.nameless`).
    """
    seen: Counter[str] = Counter()
    found: list[str] = []
    written = [keys[0][:_LONGEST_KEY] if keys else "" for keys in labels]
    layout = "" if all(written) else layout_of(written)
    for place, key in enumerate(written):
        seen[key] += 1
        named = key if seen[key] == 1 else f"{key}#{seen[key]}"
        found.append(named if key else key_of_nameless(place, layout))
    return tuple(found)


def keys_of(row: Sequence[CellValue]) -> tuple[str, ...]:
    """Return under what the headings in a single row are remembered."""
    return heading_keys([_keys(cell) for cell in row])


def _header_at(rows: Sequence[Sequence[CellValue]], at: int, meanings: Meanings) -> Header | None:
    single = _as_header([_keys(cell) for cell in rows[at]], meanings, last=at)
    if at + 1 == len(rows):
        return single
    double = _as_header(_stacked(rows[at], rows[at + 1]), meanings, last=at + 1, height=2)
    if double and (single is None or len(double.places) > len(single.places)):
        return double
    return single


def _stacked(upper: Sequence[CellValue], lower: Sequence[CellValue]) -> list[tuple[str, ...]]:
    """Return for each column the words that a header of two rows may mean, the likelier first."""
    labels: list[tuple[str, ...]] = []
    heading: CellValue = None
    for index in range(max(len(upper), len(lower))):
        above = upper[index] if index < len(upper) else None
        below = lower[index] if index < len(lower) else None
        heading = above if text(above) else heading
        if not text(below):
            labels.append(_keys(above))
        else:
            labels.append((*_keys(f"{text(heading)} {text(below)}"), *_keys(below)))
    return labels


def _keys(cell: CellValue) -> tuple[str, ...]:
    if not isinstance(cell, str):
        return ()
    return _key(cell), _key(_BRACKETED.sub(" ", cell))


def _key(label: str) -> str:
    return _SIGNS.sub("", label).casefold()


def _as_header(
    labels: Sequence[tuple[str, ...]], meanings: Meanings, *, last: int, height: int = 1
) -> Header | None:
    found: list[tuple[int, int, Column]] = []
    known = 0
    named = heading_keys(labels) if meanings else ()
    for index, keys in enumerate(labels):
        meant = _meant(keys, named[index] if named else "", meanings)
        known += bool(meant)
        found.extend((rank, index, column) for rank, column in meant)
    places: dict[Column, int] = {}
    for _, index, column in sorted(found):
        if column not in places and index not in places.values():
            places[column] = index
    if known < _FEWEST or not {Column.REGISTER_NUMBER, Column.FULL_NAME} & places.keys():
        return None
    return Header(places, last, named or heading_keys(labels), height)


def _meant(keys: tuple[str, ...], named: str, meanings: Meanings) -> list[tuple[int, Column]]:
    """What a heading may mean, with ranks: what the office said before anything else."""
    if named in meanings:
        column = meanings[named]
        return [(_SAID, column)] if column else []
    return next((_MEANINGS[key] for key in keys if key in _MEANINGS), [])
