"""From a file, or from what was pasted, to the plain text that is kept with a source.

No network: only the bytes that were sent are read. Every failure is an `IntakeError` that says what
is wrong and what would be right.
"""

import hashlib
import re
import unicodedata
import warnings
from dataclasses import dataclass
from importlib.metadata import version
from typing import Final

MAX_BYTES: Final = 5 * 1024 * 1024

# Labels of the WHATWG Encoding Standard that pages of our languages use, and Python's codec.
ENCODINGS: Final = {
    "utf-8": "utf-8", "utf8": "utf-8", "us-ascii": "cp1252", "ascii": "cp1252",
    "iso-8859-1": "cp1252", "latin1": "cp1252", "windows-1252": "cp1252", "cp1252": "cp1252",
    "iso-8859-15": "iso8859-15", "iso-8859-2": "iso8859-2", "windows-1250": "cp1250",
    "iso-8859-6": "iso8859-6", "windows-1256": "cp1256", "cp1256": "cp1256",
    "iso-8859-5": "iso8859-5", "windows-1251": "cp1251", "koi8-r": "koi8-r",
    "iso-8859-8": "iso8859-8", "windows-1255": "cp1255",
    "iso-8859-9": "cp1254", "windows-1254": "cp1254",
    "utf-16": "utf-16", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be",
    "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs",
    "shift_jis": "cp932", "euc-jp": "euc-jp", "euc-kr": "cp949",
}  # fmt: skip
_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_CHARSET: Final = re.compile(
    rb"<(?:meta|\?xml)\s[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w:.-]+)", re.IGNORECASE
)
_PRESCAN: Final = 4096  # bytes in which a page may declare its encoding; the standard says 1024
_LOOKS_HTML: Final = re.compile(
    r"\s*(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body|\?xml)\b",
    re.IGNORECASE | re.DOTALL,
)


class IntakeError(Exception):
    """What was sent is no text that can be kept; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Intake:
    """A text to keep, how it was come by, and the digest of the file it is from (or empty)."""

    text: str
    text_from: str
    file_sha256: str = ""
    notes: tuple[str, ...] = ()  # what was evened out, a sentence each


def from_file(name: str, data: bytes, *, kind: str = "", encoding: str = "") -> Intake:
    """The text of an uploaded file.

    `kind` is "html", "text" or empty, which looks at name and content. `encoding` is one of
    ENCODINGS, or empty: then a byte order mark counts, what a page declares, or UTF-8.
    """
    if len(data) > MAX_BYTES:
        raise IntakeError(
            f"“{name}” has {len(data):,} bytes; at most {MAX_BYTES:,} (5 MB) can be kept. Save the "
            "text alone."
        )
    if data.startswith((b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\x1f\x8b")):
        raise IntakeError(
            f"“{name}” is no text or HTML file but a PDF, office document or archive. Copy its "
            "text and paste it, or save it as plain text."
        )
    text = decoded(name, data, encoding)
    html = kind == "html" or (
        not kind and (name.lower().endswith((".html", ".htm", ".xhtml")) or looks_html(text))
    )
    digest = hashlib.sha256(data).hexdigest()
    return _intake(text, f"the file {name[-80:]}", digest, html=html)


def from_paste(text: str, *, kind: str = "") -> Intake:
    """The text of what was typed or pasted: `kind` is "html", "text" or empty, which looks at it,
    as `from_file` does."""
    if len(text.encode(errors="replace")) > MAX_BYTES:
        raise IntakeError(f"The text has more than {MAX_BYTES:,} bytes (5 MB). Paste less of it.")
    html = kind == "html" or (not kind and looks_html(text))
    return _intake(text, "typed or pasted", "", html=html)


def looks_html(text: str) -> bool:
    """Whether a text begins as an HTML page does."""
    return _LOOKS_HTML.match(text[:_PRESCAN]) is not None


def decoded(name: str, data: bytes, encoding: str = "") -> str:
    """The characters of a file; never guesses at an encoding that nobody has named."""
    declared = encoding.lower()
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _decode(name, data[len(mark) :], codec, "its byte order mark")
    if not declared and (match := _CHARSET.search(data[:_PRESCAN])):
        declared = match[1].decode("ascii", "replace").lower()
    if not declared:
        return _decode(name, data, "utf-8", "")
    codec = ENCODINGS.get(declared, "")
    if not codec:
        raise IntakeError(
            f"“{name}” says its encoding is “{declared[:40]}”, which is not known here. Save it as "
            "UTF-8."
        )
    return _decode(name, data, codec, f"“{declared}”")


def _decode(name: str, data: bytes, codec: str, said: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        byte = f"byte {error.start + 1:,} is {data[error.start]:#04x}"
        if said:
            raise IntakeError(
                f"“{name}” is not in the encoding that it is said to have, {said}: {byte}. Choose "
                "the right encoding, or save it as UTF-8."
            ) from error
        raise IntakeError(
            f"“{name}” is not UTF-8 ({byte}) and does not say what else it is. Choose its "
            "encoding, or save it as UTF-8."
        ) from error


def _intake(raw: str, origin: str, digest: str, *, html: bool) -> Intake:
    if html:
        raw = main_text(raw)
        origin += f", main text by trafilatura {version('trafilatura')}"
    text, notes = tidy(raw)
    if not text.strip():
        raise IntakeError("There is no text in it. Paste or upload the text as you read it.")
    return Intake(text, origin[:200], digest, notes)


def main_text(html: str) -> str:
    """What a page is about, without its navigation, a line a paragraph."""
    with warnings.catch_warnings():
        # Without a package for proxies it could not fetch through one; it never fetches anything.
        warnings.simplefilter("ignore")
        # Here, because importing it takes half a second, and few requests need it.
        import trafilatura

    # An encoding declared in a text that is decoded already would be applied again.
    page = re.sub(r"^\s*<\?xml[^>]*\?>", "", html)
    try:
        found = trafilatura.extract(
            page,
            output_format="txt",
            include_comments=False,
            include_tables=True,
            include_formatting=False,
            deduplicate=False,
            with_metadata=False,
        )
    except RecursionError as error:
        raise IntakeError(
            "The page is nested too deeply to be read. Paste its text instead."
        ) from error
    if not found or not found.strip():
        raise IntakeError(
            "No main text was found in this page. Copy the text as you read it, and paste it as "
            "plain text."
        )
    return str(found)


def tidy(raw: str) -> tuple[str, tuple[str, ...]]:
    """Line feeds for all line breaks, spaces for tabs, no byte order mark; and what was done.

    Raises IntakeError for other control characters and for lone surrogates.
    """
    notes = []
    text = re.sub(r"\r\n?|\x0b|\x0c|\x85", "\n", raw.removeprefix("\ufeff"))
    if tabs := text.count("\t"):
        text = text.replace("\t", " ")
        notes.append(f"{tabs:,} tab{'s were' if tabs > 1 else ' was'} made a space.")
    for at, char in enumerate(text):
        # One comparison settles nearly all of a text; looking up categories is slow.
        if (char < " " and char != "\n") or "\x7f" <= char < "\xa0" or "\ud800" <= char <= "\udfff":
            name = unicodedata.name(char, f"U+{ord(char):04X}")
            raise IntakeError(
                f"Character {at + 1:,} is the control character {name}: this is not plain text. "
                "Remove it, or check the encoding."
            )
    return text, tuple(notes)
