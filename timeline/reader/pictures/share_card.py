"""The picture that other sites show beside a link: 1200 x 630 pixels, drawn the same everywhere.

Its font is the one that Pillow carries, so that no machine needs one and every machine draws the
same bytes. It has Latin letters alone; `drawable` brings all other text into them.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from typing import Final

from PIL import Image, ImageColor, ImageDraw, ImageFont

from timeline.editions.site import NAME
from timeline.reader.pictures.columns import Column
from timeline.text.dates import HistoricalDate

WIDTH: Final = 1200
HEIGHT: Final = 630
MARGIN: Final = 64
LONGEST: Final = 400  # characters of a text that are looked at

PAPER, INK, SOFT, EDGE, HAIR = "#ffffff", "#1c1b19", "#5b5a55", "#84847c", "#dadad4"
ACCENT = "#0a5468"
# The hues of the phases on the page, by their mark.
HUES: Final = (SOFT, INK, "#ad3f0a", "#1657a4", "#0a6f57", "#7d5500", "#94347d")

_TOP, _BASE, _TALLEST = 128, 500, 150  # of the heading, of the columns, and the highest of these
_WIDEST_COLUMN = 120
_SIZES = (60, 52, 44)  # of the heading, which takes the first in which it fits
_HEADING_LINES = 3

_ALIKE = str.maketrans(
    {"–": "-", "—": "-", "−": "-", "×": "x", "€": "EUR ", "№": "No. ", "ß": "ss", "ø": "o",
     "Ø": "O", "ł": "l", "Ł": "L", "ı": "i", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "đ": "d",
     "Đ": "D", "ʿ": "‘", "ʾ": "’", "ʻ": "‘", "ʼ": "’", "\u00a0": " "}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Picture:
    """What a share picture shows, in the order in which one reads it.

    `within` is when the one event of the picture was: other columns are faint. `phases` names the
    marks that the columns have.
    """

    heading: str
    count: str
    edition: str
    over: str = ""  # a line over the heading: the date of an event
    columns: list[Column] = field(default_factory=list)
    phases: list[tuple[int, str]] = field(default_factory=list)
    within: HistoricalDate | None = None
    site: str = NAME


def drawn(picture: Picture) -> bytes:
    """The picture as PNG."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, WIDTH, 10), fill=INK)
    edition = drawable(picture.edition)
    _text(draw, (MARGIN, 40), drawable(picture.site), 36, INK, bold=True)
    _text(draw, (WIDTH - MARGIN - _font(26).getlength(edition), 46), edition, 26, SOFT)
    draw.line((MARGIN, 98, WIDTH - MARGIN, 98), fill=HAIR, width=2)
    y = _TOP
    if picture.over:
        _text(draw, (MARGIN, y), _line(drawable(picture.over), 32), 32, SOFT)
        y += 46
    size, lines = fitted(drawable(picture.heading))
    for line in lines:
        _text(draw, (MARGIN, y), line, size, INK, bold=True)
        y += round(size * 1.14)
    _text(draw, (MARGIN, y + 12), _line(drawable(picture.count), 30), 30, ACCENT)
    _columns(draw, picture, tallest=min(_TALLEST, _BASE - 36 - (y + 60)))
    _legend(draw, picture.phases)
    written = BytesIO()
    # Flat colours and the edges of letters need no more than a palette, which is written faster.
    image.quantize(palette=_palette(), dither=Image.Dither.NONE).save(written, "PNG")
    return written.getvalue()


@lru_cache(maxsize=1)
def _palette() -> Image.Image:
    """All colours of a picture: what is drawn with, and text as its edges fade into paper."""
    paper = ImageColor.getrgb(PAPER)[:3]
    colours: list[tuple[int, ...]] = [
        ImageColor.getrgb(name)[:3] for name in (PAPER, EDGE, HAIR, *HUES)
    ]
    for name in (INK, SOFT, ACCENT):
        letters = ImageColor.getrgb(name)[:3]
        colours += [
            tuple(round(p + (c - p) * step / 16) for p, c in zip(paper, letters, strict=True))
            for step in range(1, 17)
        ]
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in dict.fromkeys(colours) for part in colour])
    return palette


def _text(
    draw: ImageDraw.ImageDraw,
    at: tuple[float, float],
    text: str,
    size: int,
    colour: str,
    *,
    bold: bool = False,
) -> None:
    # The font has no bold: a stroke as thick as a fortieth of its size does.
    stroke = max(1, size // 40) if bold else 0
    draw.text(at, text, fill=colour, font=_font(size), stroke_width=stroke, stroke_fill=colour)


def _columns(draw: ImageDraw.ImageDraw, picture: Picture, tallest: int) -> None:
    """The columns as stacked bars over their labels; a torn line where time is left out."""
    columns = picture.columns
    if not columns:
        return
    draw.line((MARGIN, _BASE, WIDTH - MARGIN, _BASE), fill=SOFT, width=2)
    slot = min(_WIDEST_COLUMN, (WIDTH - 2 * MARGIN) / len(columns))
    bar = max(2.0, slot * 0.72)
    highest = max(column.total for column in columns)
    strong: list[tuple[float, float]] = []  # left end and top of the columns that the event is in
    free = 0.0  # where the next label may begin
    for number, column in enumerate(columns):
        left = MARGIN + number * slot + (slot - bar) / 2
        chosen = picture.within is not None and picture.within.overlaps(column.first, column.last)
        top = float(_BASE)
        for mark, count in column.counts:
            height = max(3.0, tallest * count / highest)
            colour = HUES[(mark - 1) % len(HUES)]
            if picture.within is not None:  # hues would not tell of which event the picture is
                colour = EDGE if chosen else HAIR
            draw.rectangle((left, top - height, left + bar, top - 1), fill=colour)
            top -= height
        if chosen:
            strong.append((left, top))
        if column.torn:
            _tear(draw, MARGIN + number * slot)
        wide = _font(22).getlength(column.label)
        at = max(float(MARGIN), left + bar / 2 - wide / 2)
        if column.label and at >= free and at + wide <= WIDTH - MARGIN + 4:
            _text(draw, (at, _BASE + 8), column.label, 22, INK if chosen else SOFT)
            free = at + wide + 12
    if strong:
        _span(draw, strong[0][0], strong[-1][0] + bar, min(top for _, top in strong) - 12)


def _tear(draw: ImageDraw.ImageDraw, x: float) -> None:
    for shift in (-4, 4):
        draw.line((x + shift - 4, _BASE + 8, x + shift + 4, _BASE - 8), fill=SOFT, width=2)


def _span(draw: ImageDraw.ImageDraw, left: float, right: float, y: float) -> None:
    """A bar over the columns in which an event may lie."""
    draw.rectangle((left, y - 6, right, y), fill=ACCENT)


def _legend(draw: ImageDraw.ImageDraw, phases: list[tuple[int, str]]) -> None:
    """The phases with their hues, on two lines."""
    x, y, font = float(MARGIN), HEIGHT - 82, _font(22)
    for mark, name in phases:
        text = _line(drawable(name), 22)
        wide = 28 + font.getlength(text)
        if x > MARGIN and x + wide > WIDTH - MARGIN:
            x, y = float(MARGIN), y + 36
        if y > HEIGHT - 40:
            return
        draw.rectangle((x, y + 3, x + 18, y + 21), fill=HUES[(mark - 1) % len(HUES)])
        _text(draw, (x + 28, y), text, 22, SOFT)
        x += wide + 30


# -- text ------------------------------------------------------------------------------------------


def fitted(text: str) -> tuple[int, list[str]]:
    """The size of the heading in which the text fits, and its lines; ellipsised where none does."""
    for size in _SIZES:
        lines = wrapped(text, size)
        if len(lines) <= _HEADING_LINES:
            return size, lines
    kept = lines[:_HEADING_LINES]
    kept[-1] = _line(kept[-1], size, cut=True)
    return size, kept


def wrapped(text: str, size: int) -> list[str]:
    """The text in lines that fit between the margins; a longer word is broken."""
    font, room = _font(size), WIDTH - 2 * MARGIN
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= room:
            lines[-1] = longer
            continue
        while font.getlength(word) > room:
            at = max(1, _that_fit(word, font, room))
            lines.append(word[:at])
            word = word[at:]
        lines.append(word)
    return [line for line in lines if line]


def _line(text: str, size: int, *, cut: bool = False) -> str:
    """The text on one line: with an ellipsis where it does not fit, or has been `cut` already."""
    font, room = _font(size), WIDTH - 2 * MARGIN
    if not cut and font.getlength(text) <= room:
        return text
    return f"{text[: _that_fit(text, font, room, '…')].rstrip()}…"


def _that_fit(text: str, font: ImageFont.FreeTypeFont, room: float, end: str = "") -> int:
    """How many letters of the text fit, with an end behind them: found by halves, since to try each
    takes quadratic time."""
    counts = range(len(text) + 1)
    return bisect_right(counts, room, key=lambda n: font.getlength(f"{text[:n]}{end}")) - 1


def drawable(text: str) -> str:
    """The text in letters that the font has.

    Accents that it lacks are left off, and what is in another script is named by that: “[Arabic]”.
    """
    parts: list[str] = []
    for char in unicodedata.normalize("NFC", text[:LONGEST]).translate(_ALIKE):
        if char.isspace():
            parts.append(" ")
        elif _has(char):
            parts.append(char)
        else:
            plain = unicodedata.normalize("NFKD", char)
            parts.append("".join(c for c in plain if _has(c)) or _script(char))
    joined = " ".join("".join(parts).split())
    return re.sub(r"(\[[A-Z][a-z]+\])(?:[ -]?\1)+", r"\1", joined)


def _script(char: str) -> str:
    """The script of a letter, in brackets; nothing for a mark or a sign that is not a letter."""
    if not unicodedata.category(char).startswith("L"):
        return ""
    name = unicodedata.name(char, "").partition(" ")[0]
    return f"[{name.capitalize()}]" if name.isalpha() else "[?]"


@lru_cache(maxsize=4096)
def _has(char: str) -> bool:
    """Whether the font can draw the character; what it cannot, it draws as one and the same box."""
    if unicodedata.category(char)[0] in "CM":
        return False
    return bytes(_font(20).getmask(char)) != _box()


@lru_cache(maxsize=1)
def _box() -> bytes:
    return bytes(_font(20).getmask("\uffff"))


@lru_cache(maxsize=16)
def _font(size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size)
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise RuntimeError("Pillow is built without FreeType: it cannot draw share pictures.")
    return font
