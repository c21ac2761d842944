"""The second factor: codes of an authenticator app (TOTP, RFC 6238), and recovery codes.

django-otp checks the codes, refuses one that was used before, and slows guessing down. Recovery
codes are stored as digests: who reads the database cannot sign in with them.
"""

import re
import secrets
from base64 import b32encode
from binascii import unhexlify
from typing import Any, Final

import segno
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.safestring import SafeString, mark_safe
from django_otp import verify_token
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

RECOVERY_CODES: Final = 10
_ALPHABET: Final = "abcdefghjkmnpqrstuvwxyz23456789"  # without what looks alike
_LENGTH: Final = 12  # of a recovery code: 59 bits
_TOTP: Final = re.compile(r"[0-9]{6}")
_RECOVERY: Final = re.compile(rf"[{_ALPHABET}]{{{_LENGTH}}}")


class CodeRefusedError(Exception):
    """The code was not accepted; the text says why and what to do."""


def new_key() -> str:
    """A secret key of 160 bits, in hexadecimal."""
    return str(random_hex(20))


def key_as_typed(key: str) -> str:
    """A key as people type it into an app: base 32, in groups of four."""
    text = b32encode(unhexlify(key)).decode()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def qr_code(user: AbstractBaseUser, key: str) -> SafeString:
    """The key as a QR code, an SVG element without styles: dark on light in any colour scheme."""
    url = TOTPDevice(user=user, key=key).config_url
    svg = segno.make(url, error="m", micro=False).svg_inline(
        scale=5, border=4, dark="#000", light="#fff", title="QR code of the key"
    )
    return mark_safe(svg)  # noqa: S308  made of squares; the address is not in it


def is_on(user: AbstractBaseUser) -> bool:
    return _totp(user) is not None


def recovery_codes_left(user: AbstractBaseUser) -> int:
    return sum(device.token_set.count() for device in StaticDevice.objects.filter(user=user))


def turn_on(user: AbstractBaseUser, *, key: str, code: str, session_key: str | None) -> list[str]:
    """Turn the second factor on with a first code of `key`; answers new recovery codes.

    Every other session of the user ends, because it was begun without. `CodeRefusedError` when the
    code is not that of the key.
    """
    typed = re.sub(r"\s", "", code)
    with transaction.atomic():
        device = TOTPDevice(user=user, name="app", key=key, confirmed=False)
        if not (_TOTP.fullmatch(typed) and _fits(device, typed)):
            raise CodeRefusedError(
                "This is not the code that the app shows for this key. Check that the clock of "
                "your phone is right, and type the code that it shows now."
            )
        _remove(user)
        device.confirmed = True
        device.save()
        codes = new_recovery_codes(user)
    end_sessions(user, but=session_key)
    return codes


def _fits(device: Any, code: str) -> bool:
    """Whether a code is right for a device that is not stored unless it is."""
    return bool(device.verify_token(code))


def check(user: AbstractBaseUser, code: str) -> None:
    """Accept a code of the app or a recovery code, once; else `CodeRefusedError` says why."""
    typed = re.sub(r"[\s-]", "", code).lower()
    device: Any
    if _TOTP.fullmatch(typed):
        device, token = _totp(user), typed
    elif _RECOVERY.fullmatch(typed):
        device, token = StaticDevice.objects.filter(user=user).first(), _digest(typed)
    else:
        raise CodeRefusedError(
            "Type the six digits that the app shows, or one of your recovery codes: "
            f"{_LENGTH} letters and digits."
        )
    if device is None:
        raise CodeRefusedError("This code is not right.")
    allowed, why = device.verify_is_allowed()
    if not allowed:
        seconds = max(1, round((why["locked_until"] - timezone.now()).total_seconds() + 0.5))
        raise CodeRefusedError(
            f"There were {why['failure_count']} wrong codes. Try again in {seconds} "
            f"second{'s' if seconds > 1 else ''}."
        )
    if verify_token(user, device.persistent_id, token) is None:
        raise CodeRefusedError(
            "This code is not right, or was used before. Type the one that the app shows now."
        )


def new_recovery_codes(user: AbstractBaseUser) -> list[str]:
    """New recovery codes in place of all old ones; only this answer has them in the clear."""
    with transaction.atomic():
        StaticDevice.objects.filter(user=user).delete()
        device = StaticDevice.objects.create(user=user, name="recovery codes")
        codes = [
            "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
            for _ in range(RECOVERY_CODES)
        ]
        for code in codes:
            device.token_set.create(token=_digest(code))
    return [f"{code[:4]}-{code[4:8]}-{code[8:]}" for code in codes]


def turn_off(user: AbstractBaseUser) -> None:
    """Forget the key and the recovery codes of a user."""
    with transaction.atomic():
        _remove(user)


def end_sessions(user: AbstractBaseUser, *, but: str | None = None) -> None:
    """End the sessions of a user, all but one."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()):
        if session.session_key != but:
            data = SessionStore().decode(session.session_data)
            if data.get("_auth_user_id") == str(user.pk):
                session.delete()


def _totp(user: AbstractBaseUser) -> Any:
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def _remove(user: AbstractBaseUser) -> None:
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()


def _digest(code: str) -> str:
    """64 bits of a keyed digest: as many as the column holds in hexadecimal."""
    digest = salted_hmac("timeline.curation.recovery", code, algorithm="sha256").hexdigest()
    return digest[:16]
