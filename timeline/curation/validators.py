"""Checks of single values, shared by models, forms and the dataset loader.

Each raises `django.core.exceptions.ValidationError` which names the value, what is wrong with it
and what would be right.
"""

import ipaddress
import re
import unicodedata
import zoneinfo
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError

from timeline.text import dates
from timeline.text.figures import figures_problem

# Line feed is allowed in long texts; tab never carries meaning in ours.
_ALLOWED_CONTROLS = {"\n"}
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_SHA256 = re.compile(r"[0-9a-f]{64}")


def validate_plain(value: str) -> None:
    """Refuse control characters and lone surrogates, which one engine or the other cannot store."""
    for at, char in enumerate(value):
        category = unicodedata.category(char)
        if category == "Cs" or (category == "Cc" and char not in _ALLOWED_CONTROLS):
            raise ValidationError(
                f"Character {at + 1} is the control character U+{ord(char):04X}. "
                "Remove it: only printable text and line breaks can be stored.",
                code="control_character",
            )


def validate_edtf(value: str) -> None:
    """Refuse what is not an EDTF date (ISO 8601-2, level 1 and one-of sets), of years 1 to 9999.

    The timeline is of our time: a date outside those years is a slip, and the databases have no
    days for it.
    """
    try:
        when = dates.parse(value)
    except dates.DateError as error:
        raise ValidationError(str(error), code="edtf") from error
    if any(day and not 1 <= day.year <= 9999 for day in (when.start, when.end)):
        raise ValidationError(
            f"“{value}” ({when.phrase}) has days outside the years 1 to 9999, which the timeline "
            "does not hold. Write a date within them.",
            code="edtf_years",
        )


# White space, what must be percent-encoded, and what turns the reading direction.
_NOT_IN_ADDRESSES = re.compile(r"[\s\"'<>\\^`{|}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_NUMBER = re.compile(r"[0-9]+|0[xX][0-9a-fA-F]*")


def validate_url(value: str) -> None:
    """Refuse what is not the absolute http(s) address of a page on the public web."""
    right = "Write the full address of a public page, such as https://example.org/page."
    if bad := _NOT_IN_ADDRESSES.search(value):
        raise ValidationError(
            f"“{value}” contains {bad[0]!r}, which an address writes percent-encoded. {right}",
            code="url_character",
        )
    try:
        parts = urlsplit(value)
        host = parts.hostname or ""
        parts.port  # noqa: B018  raises where it is none
    except ValueError as error:
        raise ValidationError(f"“{value}” is not an address. {right}", code="url") from error
    if parts.scheme not in {"http", "https"}:
        raise ValidationError(f"“{value}” is not an http or https address. {right}", code="url")
    if parts.username or parts.password:
        raise ValidationError(f"“{value}” contains a user name. {right}", code="url_user")
    if not _is_public_host(host):
        raise ValidationError(f"“{host}” in “{value}” is not a public host. {right}", code="url")


def _is_public_host(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        pass
    labels = host.removesuffix(".").split(".")
    # Browsers read a name whose last part is a number as an address: 127.1 is this machine.
    named = len(labels) > 1 and all(labels) and not _NUMBER.fullmatch(labels[-1])
    return named and labels[-1] not in ("local", "internal", "localhost")


def validate_language(value: str) -> None:
    """Refuse what is not shaped like a BCP 47 language tag ("en", "fa", "ar-IQ")."""
    if not _LANGUAGE.fullmatch(value):
        raise ValidationError(
            f"“{value}” is not a language tag. Write a BCP 47 tag, such as en, fa or ar.",
            code="language",
        )


def validate_languages(value: str) -> None:
    """Refuse what is not a list of language tags, joined by a comma and a space ("en, fa")."""
    tags = value.split(", ")
    for tag in tags:
        validate_language(tag)
    if len(set(tags)) < len(tags):
        raise ValidationError(f"“{value}” names a language twice.", code="languages")


def validate_figures(value: str) -> None:
    """Refuse braces around anything but the figures that an edition fills in ("{events}")."""
    problem = figures_problem(value)
    if problem:
        raise ValidationError(problem, code="figures")


def validate_zone(value: str) -> None:
    """Refuse what is not a time zone of the IANA database ("Asia/Tokyo")."""
    try:
        zoneinfo.ZoneInfo(value)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError) as error:
        raise ValidationError(
            f"“{value}” is not a time zone. Write an IANA name, such as Asia/Tokyo.",
            code="zone",
        ) from error


def validate_sha256(value: str) -> None:
    """Refuse what is not a SHA-256 digest in lower-case hexadecimal (64 digits)."""
    if not _SHA256.fullmatch(value):
        raise ValidationError(
            f"“{value}” is not a SHA-256 digest. Write its 64 hexadecimal digits in lower case.",
            code="sha256",
        )
