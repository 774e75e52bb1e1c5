"""The pages of passkeys stand open to anybody: nonsense is no passkey, and no error of the server."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from rutan.accounts.forms_passkeys import CredentialField

NONSENSE = (
    "9" * 5000,
    "[" * 100_000,
    '{"a":' * 100_000,
    "[]",
    "7",
    '"words"',
    "{",
    "a\x00b",
    '{"id": "\\ud800"}',
    json.dumps({"id": {"\ud800": 1}}),
    "x" * 100_000,
)
INCOMPLETE = (
    "{}",
    '{"id": "x"}',
    json.dumps({"id": "x", "rawId": "x", "type": "public-key", "response": "x"}),
    json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}),
    json.dumps({
        "id": "AA", "rawId": "AA", "type": "public-key", "clientExtensionResults": {},
        "response": {"clientDataJSON": "AA", "authenticatorData": "AA", "signature": "AA", "userHandle": "AA"},
    }),
)  # fmt: skip


@pytest.mark.parametrize("said", NONSENSE, ids=lambda said: said[:12])
def test_nonsense_is_no_credential(said):
    with pytest.raises(ValidationError) as refused:
        CredentialField().clean(said)
    assert len(str(refused.value)) < 400


def test_a_credential_is_taken_as_it_is():
    assert CredentialField().clean('{"id": "é", "n": [1]}') == {"id": "é", "n": [1]}


@pytest.mark.django_db
@pytest.mark.parametrize("said", NONSENSE + INCOMPLETE, ids=lambda said: said[:40])
def test_signing_in_with_nonsense(said):
    assert Client().post("/accounts/2fa/webauthn/login/", {"credential": said}).status_code < 500
