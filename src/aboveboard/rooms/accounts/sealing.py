"""Seal what must not be read out of a database or its copies, and open it again.

A sealed value is ``v1.<name of the key>.<nonce, text and tag>``: AES-256-GCM (NIST SP 800-38D) with
a nonce of 96 bits of chance. It is bound to its place, so that a value that was moved to another row
or column does not open. The key is drawn from a text of the settings by HKDF-SHA256 (RFC 5869); it
never lies in the database. The first key of the settings seals, every one of them opens.
"""

from __future__ import annotations

import binascii
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Sequence

_VERSION: Final = "v1"
_NONCE_BYTES: Final = 12


class CannotOpen(Exception):
    """No key here opens the value: its key is gone, or it was changed or moved."""


def seal(text: str, place: str) -> str:
    """Return ``text`` sealed with the newest key for ``place``, such as ``credential/12/tokens``."""
    key = keys()[0]
    nonce = os.urandom(_NONCE_BYTES)
    closed = _cipher(key).encrypt(nonce, text.encode(), _bound_to(place))
    return f"{_head(key)}{urlsafe_b64encode(nonce + closed).decode()}"


def open_sealed(sealed: str, place: str) -> str:
    """Return the text that was sealed for ``place``.

    Raises:
        CannotOpen: its key is not among those of the settings, or it is not what was sealed here.
    """
    for key in keys():
        head = _head(key)
        if not sealed.startswith(head):
            continue
        try:
            whole = urlsafe_b64decode(sealed.removeprefix(head))
            nonce, closed = whole[:_NONCE_BYTES], whole[_NONCE_BYTES:]
            return _cipher(key).decrypt(nonce, closed, _bound_to(place)).decode()
        except (InvalidTag, binascii.Error, ValueError) as bad:
            raise CannotOpen(place) from bad
    raise CannotOpen(place)


def newest_head() -> str:
    """Return how a value begins that the newest key sealed."""
    return _head(keys()[0])


def keys() -> Sequence[str]:
    """Return the sealing keys of this moment, the newest first."""
    found: Sequence[str] = settings.SEALING_KEYS()
    return found


@lru_cache(maxsize=16)
def _cipher(key: str) -> AESGCM:
    drawn = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"aboveboard sealing v1")
    return AESGCM(drawn.derive(key.encode()))


def _head(key: str) -> str:
    """Return the version and the name of a key; the name tells nothing about the key."""
    return f"{_VERSION}.{sha256(b'aboveboard name of ' + key.encode()).hexdigest()[:12]}."


def _bound_to(place: str) -> bytes:
    return f"aboveboard/{place}".encode()
