"""Every message of code and templates has an Indonesian translation, and every translation is shown somewhere."""

import pytest

from tests.architecture import translations
from tests.architecture.messages import messages
from tests.architecture.scan import ROOT, expect_none, plant

HEADER = """msgid ""
msgstr ""
"Language: id\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
VIEWS = "from django.utils.translation import gettext as _\n"
GOOD_CODE = """
from django.utils import translation
from django.utils.translation import gettext as _, ngettext as several, pgettext_lazy
x = _("One")
y = _("A long "
      "sentence")
z = several("%(n)d row", "%(n)d rows", n)
w = pgettext_lazy("tier", "Mild")
v = translation.gettext("Two")
u = _(label)
"""
GOOD_PAGE = """{% load i18n %}{% translate "Three" %}{% trans "Mild" context "tier" %}{{ x|default:_("Four") }}
{% card _("Five") %}{% blocktranslate trimmed count n=rows with name=a.b %}
  {{ n }} row of {{ name }}{% plural %}{{ n }} rows of {{ name }}
{% endblocktranslate %}{% blocktranslate %}50% of {{ x }}{% endblocktranslate %}"""
GOOD_PARTS = {
    "locale/id/rehab.po": HEADER
    + 'msgid "One"\nmsgstr "Satu"\n\nmsgid "A long sentence"\nmsgstr "Kalimat panjang"\n\n'
    + 'msgid "%(n)d row"\nmsgid_plural "%(n)d rows"\nmsgstr[0] "%(n)d baris"\n\n'
    + 'msgctxt "tier"\nmsgid "Mild"\nmsgstr "Ringan"\n\nmsgid "Two"\nmsgstr "Dua"\n',
    "locale/id/templates.po": HEADER
    + 'msgid "Three"\nmsgstr "Tiga"\n\nmsgid "Four"\nmsgstr "Empat"\n\nmsgid "Five"\nmsgstr "Lima"\n\n'
    + 'msgid "%(n)s row of %(name)s"\nmsgid_plural "%(n)s rows of %(name)s"\n'
    + 'msgstr[0] "%(n)s baris %(name)s"\n\nmsgid "50%% of %(x)s"\nmsgstr "50%% dari %(x)s"\n',
    "locale/id/assessments.po": HEADER + 'msgid "Never"\nmsgstr "Tidak pernah"\n',
}
GOOD = {
    "rehab/views.py": GOOD_CODE,
    "templates/x.html": GOOD_PAGE,
    "assessments/domain/scales.py": 'LABEL = "Never"\n',
    "rehab/migrations/0001_initial.py": VIEWS + '_("Old")\n',
    "locale/id/allauth.po": HEADER + 'msgid "Sign Out"\nmsgstr "Keluar"\n',
    **GOOD_PARTS,
}


def entry(text, where="rehab"):
    return {f"locale/id/{where}.po": GOOD_PARTS[f"locale/id/{where}.po"] + "\n" + text}


BREACHES = {
    "code without a translation": {"rehab/forms.py": VIEWS + '_("Six")\n'},
    "a lazy one": {"rehab/enums.py": "from django.utils.translation import gettext_lazy as l\nl('Six')\n"},
    "a plural": {"rehab/forms.py": "from django.utils.translation import ngettext\nngettext('a', 'b', 2)\n"},
    "another context": {
        "rehab/forms.py": "from django.utils.translation import pgettext\npgettext('a', 'One')\n"
    },
    "another plural": {
        "rehab/forms.py": "from django.utils.translation import ngettext\nngettext('%(n)d row', '%(n)d lines', 2)\n"
    },
    "a template without a translation": {"templates/y.html": '{% load i18n %}{% translate "Six" %}'},
    "a block without a translation": {
        "templates/y.html": "{% load i18n %}{% blocktranslate %}{{ x }} left{% endblocktranslate %}"
    },
    "an argument without a translation": {"templates/y.html": '{% notice "good" _("Six") %}'},
    "a filter without a translation": {"rutan/jobs/templates/jobs/y.html": '{{ x|default:_("Six") }}'},
    "an f-string": {"rehab/forms.py": VIEWS + '_(f"Six {x}")\n'},
    "a sum": {"rehab/forms.py": VIEWS + '_("One" + x)\n'},
    "formatted too early": {"rehab/forms.py": VIEWS + '_("One {}".format(x))\n'},
    "nobody shows it": entry('msgid "Six"\nmsgstr "Enam"\n'),
    "nobody shows it any more": entry('#~ msgid "Six"\n#~ msgstr "Enam"\n'),
    "only a migration shows it": entry('msgid "Old"\nmsgstr "Lama"\n'),
    "a label with a context": entry('msgctxt "x"\nmsgid "Never"\nmsgstr "Tidak pernah"\n', "assessments"),
    "empty": entry('msgid "Never"\nmsgstr ""\n', "rehab"),
    "fuzzy": entry('#, fuzzy\nmsgid "Never"\nmsgstr "Tidak"\n', "rehab"),
    "twice": entry('msgid "One"\nmsgstr "Satu"\n'),
    "a lost placeholder": {
        "rehab/forms.py": VIEWS + '_("%(n)d left")\n',
        **entry('msgid "%(n)d left"\nmsgstr "tersisa"\n'),
    },
    "a renamed placeholder": {
        "rehab/forms.py": VIEWS + '_("{name} left")\n',
        **entry('msgid "{name} left"\nmsgstr "{nama} pergi"\n'),
    },
    "a message no library shows": {"locale/id/allauth.po": HEADER + 'msgid "One"\nmsgstr "Satu"\n'},
    "a header": {"locale/id/x.po": HEADER.replace("nplurals=1", "nplurals=2")},
}


@pytest.mark.parametrize("name", BREACHES)
def test_finds(name, tmp_path):
    found = list(translations.faults(plant(tmp_path, GOOD | BREACHES[name])))
    assert len(found) == 1, found
    assert found[0].startswith(tuple(BREACHES[name])), found


def test_lets_a_translated_tree_be(tmp_path):
    assert list(translations.faults(plant(tmp_path, GOOD))) == []


def test_reads_lines(tmp_path):
    page = "{% load i18n %}\n\n{% translate 'Late' %}"
    assert [(m.msgid, m.line) for m in messages(plant(tmp_path, {"templates/x.html": page}))] == [("Late", 3)]


def test_the_messages_of_the_tree():
    expect_none(translations.faults(ROOT))
