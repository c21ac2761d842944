"""What was left out of a page of HTML: listed before its text is saved, and kept if so chosen.

The list travels with the form, because the page itself is not kept. It is only an offer: who may
save a text may write any words into it.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

__all__ = ["MAX_OFFERED", "NOTHING", "LeftOut", "Offer", "left_out", "read_offer"]

_BEFORE: Final = 80  # characters of the line before by which a place is known
MAX_OFFERED: Final = 3_000  # pieces that are offered
_SHOWN: Final = 300  # pieces that are shown one by one
_NAMES: Final = {
    "headline": "Headline",
    "byline": "Byline",
    "date": "Date",
    "caption": "Caption",
    "frame": "Frame of the page",
    "": "Beside the main text",
}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A piece of a page that is not in its text, and behind which line it would stand."""

    text: str
    kind: str
    line: int  # how many lines of the text come before it
    before: str  # how the last of them begins

    @property
    def name(self) -> str:
        return _NAMES[self.kind]


@dataclass(frozen=True, slots=True)
class Offer:
    """What a page has beside its text: pieces, and quotations whose marks browsers draw."""

    pieces: tuple[LeftOut, ...] = ()
    drawn: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.pieces or self.drawn)

    def rows(self) -> list[tuple[int, LeftOut]]:
        """The pieces to show, numbered: those that are most likely wanted before the frame."""
        rows = sorted(enumerate(self.pieces), key=lambda row: (row[1].kind == "frame", row[0]))
        return rows[:_SHOWN]

    @property
    def more(self) -> int:
        """How many pieces are not shown one by one."""
        return max(0, len(self.pieces) - _SHOWN)

    def to_json(self) -> str:
        """The offer as `read_offer` takes it."""
        return json.dumps({"pieces": list(map(asdict, self.pieces)), "drawn": self.drawn})

    def keep(self, text: str, numbers: Iterable[int], *, marks: bool) -> tuple[str, "Offer"]:
        """The text with these pieces and the drawn marks in it; and what is still left out."""
        chosen = set(numbers)
        lines = text.split("\n")
        for number in sorted(chosen, reverse=True):
            if number < len(self.pieces):
                piece = self.pieces[number]
                lines.insert(_place(piece, lines), piece.text)
        rest = tuple(piece for n, piece in enumerate(self.pieces) if n not in chosen)
        text = "\n".join(lines)
        if marks:
            return _marked(text, self.drawn), Offer(rest)
        return text, replace(self, pieces=rest)


def _place(piece: LeftOut, lines: list[str]) -> int:
    """Before which line a piece belongs, in a text that may have been edited since."""
    fits = [n for n, line in enumerate(lines, 1) if line.startswith(piece.before)]
    if not piece.line or not fits:
        return min(piece.line, len(lines))
    return min(fits, key=lambda n: abs(n - piece.line))


def _marked(text: str, quotations: Iterable[str]) -> str:
    done = 0
    for words in quotations:
        at = text.find(words, done)
        if at >= 0:
            text = f"{text[:at]}“{words}”{text[at + len(words) :]}"
            done = at + len(words) + 2
    return text


NOTHING: Final = Offer()


def read_offer(said: str) -> Offer:
    """An offer as `Offer.to_json` wrote it; an empty one of anything else."""
    try:
        values: Any = json.loads(said)
        pieces = tuple(_piece(**one) for one in values["pieces"][:MAX_OFFERED])
        return Offer(pieces, tuple(map(str, values["drawn"][:MAX_OFFERED])))
    except (ValueError, TypeError, KeyError, RecursionError):
        return NOTHING


def _piece(text: str, kind: str, line: int, before: str) -> LeftOut:
    known = str(kind) if kind in tuple(_NAMES) else ""
    return LeftOut(str(text), known, max(0, int(line)), str(before)[:_BEFORE])


def left_out(pieces: Iterable[Any]) -> tuple[str, tuple[LeftOut, ...]]:
    """The text of the pieces that are main, a line each or more, and what is beside it."""
    lines: list[str] = []
    beside = []
    for piece in pieces:
        if piece.main:
            lines += piece.text.split("\n")
        else:
            before = lines[-1][:_BEFORE] if lines else ""
            beside.append(LeftOut(piece.text, piece.kind, len(lines), before))
    return "\n".join(lines), tuple(beside[:MAX_OFFERED])
