"""Nothing of one machine, no registry, no secret; locks that lock (house.md, part 4)."""

import json

import pytest

from tests.architecture import repository_rules
from tests.architecture.scan import ROOT, expect_none, plant

HASH = "--hash=sha256:" + "0" * 64
GOOD_LOCK = {"packages": {"": {"name": "pulih"}, "node_modules/a": {"version": "1", "integrity": "sha512-x"}}}
GOOD = {
    ".gitignore": "\n".join(repository_rules.MUST_BE_IGNORED),
    ".npmrc": "omit-lockfile-" + "registry-resolved=true\n",
    "package.json": "{}",
    "package-lock.json": json.dumps(GOOD_LOCK),
    "requirements/base.in": "a\n",
    "requirements/base.txt": f"# made\na==1.0 ; python_version < '3.12' \\\n    {HASH} \\\n    {HASH}\nb[c]==2 {HASH}\n",
    "rutan/urls.py": "path('home/', x)\nredirect('/home/')\nPath('/tmp')\nfetch('example.org/" + "work/x')\n",
    "rutan/settings.py": "SECRET_KEY = env('SECRET_KEY')\nLOGIN = 'postgresql://pulih_app:password@db.example.org/pulih'\n",
    ".env": f"DATABASE_URL=postgres://pulih:{'Zx81-qq'}@db/pulih",
    "rutan/forms.py": "password = forms.CharField()\ntoken='csrf_token'\n",
    "tests/x.py": "password='correct-horse-1'\n",
}
LOCK = "package-lock.json"


def locked(**package):
    return {LOCK: json.dumps({"packages": {"node_modules/a": {"version": "1"} | package}})}


def joined(*words, by="."):
    """A word that must not stand in this file as a whole."""
    return by.join(words)


BREACHES = {
    "npm's host": {"docs/x.md": f"from https://{joined('registry', 'npmjs', 'org')}/a"},
    "Python's host": {"docs/x.md": joined("files", "python" + "hosted", "org")},
    "an index": {
        "Makefile": f"pip install {joined('--index', 'url', by='-')} http://mirror.example/simple a"
    },
    "an npm registry": {".npmrc": f"{joined('regis', 'try', by='')}=http://mirror.example/\n"},
    "a home folder": {"docs/x.md": f"look at {joined('', 'home', 'ani', 'x', by='/')}"},
    "a working folder": {"rutan/x.py": f"X = '{joined('', 'work', 'main', by='/')}'"},
    "a temporary folder": {"tests/x.py": f"open('{joined('', 'tmp', 'x', by='/')}')"},
    "a private key": {"deploy/x.pem": f"-----BEGIN RSA {joined('PRIVATE', 'KEY', by=' ')}-----"},
    "a cloud key": {"rutan/x.py": f"X = '{'AKIA'}{'Q' * 16}'"},
    "a token": {"rutan/x.py": f"X = '{'ghp'}_{'a1' * 18}'"},
    "a login": {"deploy/x.env": f"URL=postgres://pulih:{'Zx81-qq'}@db/pulih"},
    "a password": {"rutan/x.py": f"PASS{'WORD'} = 'kX9-mm2-Lp0'"},
    "an address in the lock": locked(integrity="sha512-x", resolved="http://mirror.example/a.tgz"),
    "no integrity": locked(),
    "a weak integrity": locked(integrity="sha1-x"),
    "no hash": {"requirements/base.txt": "a==1.0\n"},
    "no version": {"requirements/base.txt": f"a>=1.0 {HASH}\n"},
    "an option": {"requirements/base.txt": f"--find-links x\na==1 {HASH}\n"},
    "no lock": {"requirements/more.in": "a\n"},
    "secrets in git": {".gitignore": GOOD[".gitignore"].replace(".env", "")},
    "state in git": {".gitignore": GOOD[".gitignore"].replace(".pulih/", "")},
}


@pytest.mark.parametrize("name", BREACHES)
def test_finds(name, tmp_path):
    found = list(repository_rules.breaches(plant(tmp_path, GOOD | BREACHES[name])))
    assert [breach.path for breach in found] == list(BREACHES[name]), found


def test_finds_a_missing_npm_lock(tmp_path):
    tree = {path: text for path, text in GOOD.items() if path != LOCK}
    assert [breach.path for breach in repository_rules.breaches(plant(tmp_path, tree))] == ["package.json"]


def test_lets_a_clean_repository_be(tmp_path):
    expect_none(repository_rules.breaches(plant(tmp_path, GOOD)))


def test_the_repository():
    expect_none(repository_rules.breaches(ROOT))
