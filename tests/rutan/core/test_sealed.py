"""Words in an address: sealed, for a time, readable with an older key while that is known."""

from datetime import timedelta

from django.test import override_settings

from rutan.core.sealed import seal_words, sealer, unseal_words


def test_words_come_back_and_cannot_be_read_meanwhile():
    sealed = seal_words("Slamet Nugroho")
    assert unseal_words(sealed) == "Slamet Nugroho"
    assert "Slamet" not in sealed
    assert (seal_words(""), unseal_words("")) == ("", "")


def test_an_older_key_still_opens_and_an_unknown_one_does_not():
    sealed = seal_words("Slamet")
    with override_settings(SECRET_KEY="another", SECRET_KEY_FALLBACKS=[]):
        assert unseal_words(sealed) == ""
    from django.conf import settings

    with override_settings(SECRET_KEY="another", SECRET_KEY_FALLBACKS=[settings.SECRET_KEY]):
        assert unseal_words(sealed) == "Slamet"


def test_they_end_with_the_session_and_belong_to_one_purpose():
    with override_settings(SESSION_COOKIE_AGE=-timedelta(seconds=1).seconds):
        assert unseal_words(seal_words("Slamet")) == ""
    assert unseal_words(sealer("another purpose").encrypt(b"Slamet").decode()) == ""
