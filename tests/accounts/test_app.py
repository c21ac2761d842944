"""An authenticator app, as a phone has one: RFC 6238 by the standard library alone."""

import base64
import hashlib
import hmac
import struct

START = 1_700_000_000  # a moment, in seconds; tests move on from it by hand


def code_at(key: str, seconds: int) -> str:
    """The six digits for a key, as it is typed into the app, at a moment."""
    secret = base64.b32decode(key.replace(" ", ""))
    digest = hmac.digest(secret, struct.pack(">Q", seconds // 30), hashlib.sha1)
    at = digest[-1] & 15
    number = struct.unpack(">I", digest[at : at + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def test_the_app_gives_the_codes_of_the_standard():
    """RFC 6238, appendix B, shortened to six digits."""
    key = base64.b32encode(b"12345678901234567890").decode()
    moments = (59, 1111111109, 1234567890)
    assert [code_at(key, seconds) for seconds in moments] == ["287082", "081804", "005924"]
