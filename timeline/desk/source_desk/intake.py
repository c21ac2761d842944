"""From a file, or from what was pasted, to the plain text that is kept with a source.

No network: only the bytes that were sent are read. Every failure is an `IntakeError` that says what
is wrong and what would be right.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import Final

from timeline.desk.source_desk.left_out import NOTHING, Offer, left_out
from timeline.desk.source_desk.page_text import UnreadablePageError, read_page

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
_BEGINS_PAGE: Final = re.compile(
    r"[\s\ufeff]*(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body|\?xml)\b",
    re.IGNORECASE | re.DOTALL,
)
# A part of a page: it begins with an element and ends with the end of one.
_PART_OF_PAGE: Final = re.compile(
    r"[\s\ufeff]*<(?:article|section|main|div|p|h[1-6]|table|tbody|ul|ol|dl|blockquote|figure|header|span"
    r"|title|meta|link|base|script|style|nav|aside|center|font|em|strong|b|i|a|pre)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ENDS_PART: Final = re.compile(r"</[a-z][a-z0-9]*\s*>\s*\Z", re.IGNORECASE)


class IntakeError(Exception):
    """What was sent is no text that can be kept; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Intake:
    """A text to keep, how it was come by, and the digest of the file it is from (or empty)."""

    text: str
    text_from: str
    file_sha256: str = ""
    notes: tuple[str, ...] = ()  # what was evened out, a sentence each
    offer: Offer = NOTHING  # what was left out


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
    refuse_others(name, data)
    text = decoded(name, data, encoding)
    html = kind == "html" or (
        not kind and (name.lower().endswith((".html", ".htm", ".xhtml")) or looks_html(text))
    )
    digest = hashlib.sha256(data).hexdigest()
    return _intake(text, f"the file {name[-80:]}", digest, html=html)


def refuse_others(name: str, data: bytes) -> None:
    """Refuse a file that is neither plain text nor HTML, by how it begins."""
    if data.startswith((b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\x1f\x8b")):
        raise IntakeError(
            f"“{name}” is no text or HTML file but a PDF, office document or archive. Copy its "
            "text and paste it, or save it as plain text."
        )


def from_paste(text: str, *, kind: str = "") -> Intake:
    """The text of what was typed or pasted: `kind` is "html", "text" or empty, which looks at it,
    as `from_file` does."""
    if len(text.encode(errors="replace")) > MAX_BYTES:
        raise IntakeError(f"The text has more than {MAX_BYTES:,} bytes (5 MB). Paste less of it.")
    # A browser sends all line breaks of a form in one way, whatever they were.
    text = text.replace("\r\n", "\n")
    html = kind == "html" or (not kind and looks_html(text))
    return _intake(text, "typed or pasted", "", html=html)


def looks_html(text: str) -> bool:
    """Whether a text begins as an HTML page does, or begins and ends as a part of one."""
    beginning = text[:_PRESCAN]
    if _BEGINS_PAGE.match(beginning):
        return True
    return bool(_PART_OF_PAGE.match(beginning) and _ENDS_PART.search(text[-200:]))


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
    offer, said = NOTHING, tuple[str, ...]()
    if html:
        raw, offer, said = main_text(raw)
        origin += f", main text by trafilatura {version('trafilatura')}"
    text, notes = tidy(raw)
    if not text.strip():
        raise IntakeError("There is no text in it. Paste or upload the text as you read it.")
    return Intake(text, origin[:200], digest, (*said, *notes), offer)


def main_text(html: str) -> tuple[str, Offer, tuple[str, ...]]:
    """What a page is about, a line a block; what else it says; and what is to be told of both.

    Where nothing is told from the rest, all that the page says is its text.
    """
    _refuse_control_characters(html, allowed="[^\0\ud800-\udfff]")
    try:
        page = read_page(html)
    except UnreadablePageError as error:
        raise IntakeError(
            "The page is nested too deeply to be read. Paste its text instead."
        ) from error
    if not page.pieces:
        raise IntakeError(
            "No main text was found in this page. Copy the text as you read it, and paste it as "
            "plain text."
        )
    notes = []
    pieces = page.pieces
    if not any(piece.main for piece in pieces):
        notes.append("No main text could be told from the rest, so all that the page says is here.")
        pieces = tuple(replace(piece, main=True) for piece in pieces)
    text, beside = left_out(pieces)
    if page.raised:
        notes.append(
            "Figures that the page raises, as those of notes, are raised here too, so that they "
            f"are not read as part of a number: {_some(page.raised)}."
        )
    return text, Offer(beside, page.drawn), tuple(notes)


def _some(things: tuple[str, ...]) -> str:
    more = f" and {len(things) - 5:,} more" if len(things) > 5 else ""
    return ", ".join(f"“{thing}”" for thing in things[:5]) + more


def tidy(raw: str) -> tuple[str, tuple[str, ...]]:
    """Line feeds for all line breaks, spaces for tabs, no byte order mark; and what was done.

    Raises IntakeError for other control characters and for lone surrogates.
    """
    text = raw.removeprefix("\ufeff")
    notes = ["The byte order mark at its beginning was left out."] if text != raw else []
    for pattern, instead, one, many in _EVENED:
        text, count = re.subn(pattern, instead, text)
        if count:
            notes.append(f"{count:,} {one if count == 1 else many}.")
    _refuse_control_characters(text, allowed=r"[\n -~\xa0-\ud7ff\ue000-\U0010ffff]")
    return text, tuple(notes)


_EVENED: Final = (
    (r"\r\n?", "\n", "line end was made a line feed", "line ends were made line feeds"),
    ("[\v\f\x85]", "\n", "page break was made a line feed", "page breaks were made line feeds"),
    (r"\t", " ", "tab was made a space", "tabs were made spaces"),
)


def _refuse_control_characters(text: str, *, allowed: str) -> None:
    rest = re.sub(f"^{allowed}*", "", text)
    if rest:
        name = unicodedata.name(rest[0], f"U+{ord(rest[0]):04X}")
        raise IntakeError(
            f"Character {len(text) - len(rest) + 1:,} is the control character {name}: this is not "
            "plain text. Remove it, or check the encoding."
        )
