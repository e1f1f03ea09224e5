"""Sessions: a signed token for the visitor, and another name for the same conversation inside.

Nothing is stored but the key that signs, so a session outlives a restart of the gateway.
"""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import itsdangerous

from knowledge.editing import write_new
from web.errors import ApiError

_RANDOM_BYTES = 16
_KEY_BYTES = 32
KEY_FILE = "session-key"


class Sessions:
    """Gives out session tokens and recognises its own."""

    def __init__(
        self, key: bytes, random_bytes: Callable[[int], bytes] = secrets.token_bytes
    ) -> None:
        """Use `key` to sign; whoever knows it can make a token for any conversation."""
        self._key = key
        self._random_bytes = random_bytes
        self._signer = itsdangerous.Signer(
            key, salt="needlewise.session", key_derivation="hmac", digest_method=hashlib.sha256
        )

    def start(self) -> str:
        """A token for a new conversation."""
        value = base64.urlsafe_b64encode(self._random_bytes(_RANDOM_BYTES)).rstrip(b"=")
        return self._signer.sign(value).decode()

    def sender_of(self, token: str) -> str:
        """What Rasa knows the conversation as; no token can be made from it.

        Raises:
            ApiError: `unknown_session`: the token was not given out by this service.
        """
        try:
            given = token.encode()
            value = self._signer.unsign(given)
        except (UnicodeEncodeError, itsdangerous.BadSignature):
            raise ApiError("unknown_session") from None
        # A signature has spare bits at its end, so two spellings of a token would pass `unsign`.
        if not hmac.compare_digest(self._signer.sign(value), given):
            raise ApiError("unknown_session")
        return hashlib.blake2b(value, digest_size=16, person=b"rasa-sender").hexdigest()

    def sender_for(self, channel: str, who: str) -> str:
        """What Rasa knows the conversation of somebody as whom another channel names itself.

        Without the key nobody tells from it who that is, such as the phone number of `who`.
        """
        named = json.dumps([channel, who]).encode()
        return hashlib.blake2b(named, digest_size=16, key=self._key, person=b"sender").hexdigest()


def signing_key(folder: Path) -> bytes:
    """The key kept in `folder`; made there, readable for its owner only, on the first start.

    Raises:
        ValueError: The file holds something else.
        OSError: The file cannot be read or made.
    """
    path = folder / KEY_FILE
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            write_new(path, secrets.token_bytes(_KEY_BYTES))
    path.chmod(0o600)
    key = path.read_bytes()
    if len(key) != _KEY_BYTES:
        raise ValueError(f"{path} does not hold {_KEY_BYTES} bytes; remove it to make a new key")
    return key
