"""The compiled catalogue holds all parts, is made only when they changed, and refuses parts that contradict."""

import gettext

import pytest

from rutan import catalogues

HEADER = (
    'msgid ""\nmsgstr ""\n"Language: id\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
)
INMATES = HEADER + 'msgid "Block"\nmsgstr "Blok"\n\nmsgctxt "tier"\nmsgid "Mild"\nmsgstr "Ringan"\n'
JOBS = HEADER + (
    'msgid "Block"\nmsgstr "Blok"\n\n'
    'msgid "%(n)d row"\nmsgid_plural "%(n)d rows"\nmsgstr[0] "%(n)d baris"\n\n'
    'msgid "Empty"\nmsgstr ""\n\n#, fuzzy\nmsgid "Guess"\nmsgstr "Tebakan"\n'
)


@pytest.fixture
def language(tmp_path):
    """A language folder with two parts."""
    folder = tmp_path / "locale" / "id"
    folder.mkdir(parents=True)
    (folder / "inmates.po").write_text(INMATES)
    (folder / "rutan-jobs.po").write_text(JOBS)
    return folder


def compiled(language):
    with catalogues.catalogue_of(language).open("rb") as file:
        return gettext.GNUTranslations(file)


def main(language, *arguments):
    return catalogues.main(list(arguments), locale=language.parent)


def test_holds_the_messages_of_all_parts(language):
    assert main(language) == 0
    found = compiled(language)
    assert found.gettext("Block") == "Blok"
    assert found.pgettext("tier", "Mild") == "Ringan"
    assert found.gettext("Mild") == "Mild"
    assert [found.ngettext("%(n)d row", "%(n)d rows", n) for n in (1, 2)] == ["%(n)d baris", "%(n)d baris"]
    assert (found.gettext("Empty"), found.gettext("Guess")) == ("Empty", "Guess")
    assert found.charset() == "UTF-8"


def test_leaves_nothing_beside_the_catalogue(language):
    main(language)
    assert [path.name for path in (language / "LC_MESSAGES").iterdir()] == ["django.mo"]


def test_compiles_only_what_is_stale(language, capsys):
    main(language)
    before = catalogues.catalogue_of(language).stat().st_ino
    assert capsys.readouterr().out == "id: compiled\n"
    assert main(language) == 0
    assert capsys.readouterr().out == ""
    assert catalogues.catalogue_of(language).stat().st_ino == before


@pytest.mark.parametrize(
    "change", ["edited", "added", "removed", "renamed", "broken", "cut short", "missing"]
)
def test_says_when_a_catalogue_is_stale(language, change, capsys):
    main(language)
    assert main(language, "--check") == 0
    part, target = language / "inmates.po", catalogues.catalogue_of(language)
    if change == "edited":
        part.write_text(INMATES.replace("Blok", "Sayap"))
    elif change == "added":
        (language / "rehab.po").write_text(HEADER)
    elif change == "removed":
        part.unlink()
    elif change == "renamed":
        part.rename(language / "people.po")
    elif change == "broken":
        target.write_bytes(b"nothing of the kind")
    elif change == "cut short":
        target.write_bytes(b"")
    else:
        target.unlink()
    capsys.readouterr()
    assert main(language, "--check") == 1
    assert capsys.readouterr().err == "id: stale, run python -m rutan.catalogues\n"


def test_is_current_again_after_a_change(language):
    main(language)
    (language / "rutan-jobs.po").write_text(JOBS + '\nmsgid "New"\nmsgstr "Baru"\n')
    assert main(language) == 0
    assert compiled(language).gettext("New") == "Baru"
    assert main(language, "--check") == 0


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            HEADER + 'msgid "Block"\nmsgstr "Sayap"\n',
            "rutan-jobs.po: 'Block' is translated otherwise in inmates.po",
        ),
        (
            HEADER + 'msgid "Block"\nmsgid_plural "Blocks"\nmsgstr[0] "Blok"\n',
            "rutan-jobs.po: 'Block' is translated otherwise in inmates.po",
        ),
        (
            JOBS.replace("nplurals=1; plural=0", "nplurals=2; plural=n != 1"),
            "rutan-jobs.po: header Plural-Forms is 'nplurals=2; plural=n != 1;', expected 'nplurals=1; plural=0;'",
        ),
        ('msgid "Block"\nmsgstr "Blok"\n', "rutan-jobs.po: header Language is '', expected 'id'"),
        (HEADER + "nonsense\n", "rutan-jobs.po: cannot be read"),
    ],
)
def test_refuses_parts_that_contradict_and_keeps_the_old_catalogue(language, text, problem, capsys):
    main(language)
    old = catalogues.catalogue_of(language).read_bytes()
    (language / "rutan-jobs.po").write_text(text)
    assert main(language) == 1
    assert capsys.readouterr().err.splitlines()[0].startswith(problem)
    assert catalogues.catalogue_of(language).read_bytes() == old


def test_the_same_message_may_differ_by_context(language):
    (language / "rehab.po").write_text(HEADER + 'msgctxt "harm"\nmsgid "Mild"\nmsgstr "Sedikit"\n')
    assert main(language) == 0
    found = compiled(language)
    assert (found.pgettext("harm", "Mild"), found.pgettext("tier", "Mild")) == ("Sedikit", "Ringan")


def test_without_parts_there_is_nothing_to_do(tmp_path):
    assert catalogues.main([], locale=tmp_path) == 0
