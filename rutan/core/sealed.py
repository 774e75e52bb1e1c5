"""Encrypting short texts with keys derived from SECRET_KEY (and its fallbacks, so that the key can be changed)."""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def sealer(purpose: str) -> MultiFernet:
    """Return what encrypts with the newest key and decrypts with any key still known, for one purpose alone."""
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(_key(secret, purpose)) for secret in secrets])


def seal_words(words: str) -> str:
    """Make words that somebody searched for fit to stand in an address: names may not be read there."""
    return sealer("pulih words").encrypt(words.encode()).decode() if words else ""


def unseal_words(sealed: str) -> str:
    """Read such words; older than a session, or not made here, they are none."""
    try:
        return sealer("pulih words").decrypt(sealed.encode(), ttl=settings.SESSION_COOKIE_AGE).decode()
    except InvalidToken:
        return ""


def _key(secret: str, purpose: str) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(secret.encode())
    return base64.urlsafe_b64encode(derived)
