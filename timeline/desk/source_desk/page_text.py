"""The text of a page of HTML, piece by piece, and which of the pieces are its main text.

    >>> page_pieces("<nav>Home</nav><p>It was <i>shut</i> again.</p>")[1].text
    'It was shut again.'

The characters are the page's own, those that a browser copies and finds: no sign is added for a
list, a table or a quotation, and no joiner, mark of direction or form of accent is changed. White
space counts as in CSS ("white-space: normal", and "pre" where a page keeps its spaces). Each block
is a piece, as are the cells of tables. Only figures that are raised, as those of notes are, become
raised characters, which browsers find as figures: "1998" and its note 13 would read 199813.
trafilatura only says which pieces are the main text.
"""

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import filterfalse
from typing import Any, Final

from lxml import etree, html

__all__ = ["Piece", "ReadPage", "UnreadablePageError", "read_page"]

# Elements whose text no browser shows.
_UNSEEN: Final = frozenset((
    "script", "style", "noscript", "template", "head", "title", "iframe", "object", "embed",
    "audio", "video", "canvas", "select", "datalist", "textarea", "svg", "noframes", "rp",
))  # fmt: skip
# Elements that go on in the line they stand in; all others begin a block.
_INLINE: Final = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn",
    "em", "font", "i", "img", "ins", "kbd", "label", "mark", "nobr", "q", "rb", "rt", "ruby",
    "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
    "wbr",
))  # fmt: skip
_KEEPS_SPACE: Final = frozenset(("pre", "listing", "xmp"))
_WHOLE: Final = frozenset(("html", "body", "main", "article", "section"))
_SPACE: Final = re.compile(r"[ \t\n\r\f]+")
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_FIGURES: Final = re.compile(r"\s*\d[\d\s,–-]*")
_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# What a piece is, by its element or by what that calls itself; the first that fits.
_KINDS: Final = (
    ("headline", re.compile(r"\bh[12]\b|headline|\btitle\b", re.IGNORECASE)),
    ("caption", re.compile(r"caption|\bcredit\b", re.IGNORECASE)),
    ("byline", re.compile(r"byline|author|\baddress\b", re.IGNORECASE)),
    ("date", re.compile(r"\btime\b|dateline|publish|\bdate\b", re.IGNORECASE)),
    ("frame", re.compile(r"\b(nav|header|footer|menu|form|button|breadcrumbs?)\b", re.IGNORECASE)),
)
_LONGEST: Final = {"byline": 150, "date": 150, "headline": 400}
_DEEPEST: Final = 500  # elements in each other; trafilatura takes seconds for more
# While trafilatura looks at a page, a character stands in each text that names its piece: rare
# Chinese ones, which it takes for letters.
_SIGNS: Final = range(0x20000, 0x2A6D0)


class UnreadablePageError(ValueError):
    """The page is nested more deeply than it can be read."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands in one block of a page; ``kind`` says what it is, where the page does."""

    text: str
    kind: str
    main: bool


@dataclass(frozen=True, slots=True)
class ReadPage:
    """All that a page says, in its order, and what about it is to be told."""

    pieces: tuple[Piece, ...]
    raised: tuple[str, ...] = ()  # figures that became raised ones
    drawn: tuple[str, ...] = ()  # quotations whose marks are drawn by browsers


@dataclass(slots=True)
class _Block:
    """A block while it is read: its characters, and the nodes of the tree that hold them."""

    kind: str = ""
    parts: list[str] = field(default_factory=list)
    nodes: list[tuple[Any, str]] = field(default_factory=list)
    text: str = ""
    kept_space: bool = False

    def add(self, words: str, node: tuple[Any, str]) -> None:
        if (
            not self.kept_space
            and words.startswith(" ")
            and (not self.parts or self.parts[-1][-1:] in (" ", "\n"))
        ):
            words = words[1:]
        if words:
            self.parts.append(words)
            self.nodes.append(node)

    def finish(self) -> bool:
        """Join the characters; whether there are any."""
        text = "".join(self.parts)
        if self.kept_space:
            self.text = re.sub(r"\A(?: *\n)+|[ \n]+\Z", "", text)
        else:
            self.text = re.sub(" *\n *", "\n", text).strip("\n ")
        if len(self.text) > _LONGEST.get(self.kind, len(self.text)):
            self.kind = ""
        return bool(self.text)


def read_page(page: str) -> ReadPage:
    """The pieces of a page, and which trafilatura takes for its main text; perhaps none is.

    Raises UnreadablePageError.
    """
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    # An encoding that is declared in a text which is decoded already would be applied again.
    bare = re.sub(r"^\s*<\?xml[^>]*\?>", "", page)
    try:
        tree = html.document_fromstring(bare.encode(), parser=parser)
    except etree.ParserError:
        return ReadPage(())
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UnreadablePageError
    reading = _Reading()
    blocks = reading.blocks_of(tree)
    main = _main(tree, blocks, page)
    pieces = tuple(Piece(block.text, block.kind, n in main) for n, block in enumerate(blocks))
    return ReadPage(pieces, tuple(reading.raised), tuple(reading.drawn))


class _Reading:
    """One walk over a tree, which gathers its blocks."""

    def __init__(self) -> None:
        self.raised: list[str] = []
        self.drawn: list[str] = []
        self._blocks: list[_Block] = []
        self._kinds = [""]
        self._kept_space = 0

    def blocks_of(self, tree: Any) -> list[_Block]:
        """The blocks of a tree that have a text. Takes time linear in its size."""
        self._blocks.append(_Block())
        for element, begins in _steps(tree):
            if begins:
                self._begin(element)
            else:
                self._end(element)
            if not begins and element is not tree:
                self._add(element, "tail")
        return [block for block in self._blocks if block.finish()]

    def _begin(self, element: Any) -> None:
        tag = element.tag
        self._kept_space += tag in _KEEPS_SPACE
        self._kinds.append(_kind(element) or self._kinds[-1])
        if tag == "br":
            self._blocks[-1].parts.append("\n")
        elif _is_block(element):
            self._begin_block()
        elif not self._blocks[-1].parts:
            self._blocks[-1].kind = self._kinds[-1]
        if _is_seen(element):
            self._raise_figures(element)
            if tag == "q":
                self.drawn.append(_SPACE.sub(" ", element.text_content()).strip())
            self._add(element, "text")

    def _raise_figures(self, element: Any) -> None:
        if element.tag == "sup" and _FIGURES.fullmatch(figures := element.text_content()):
            self.raised.append(self._last_word() + figures.strip().translate(_RAISED))
            for node in element.iter():
                node.text = node.text and node.text.translate(_RAISED)
                if node is not element:
                    node.tail = node.tail and node.tail.translate(_RAISED)

    def _last_word(self) -> str:
        return "".join(self._blocks[-1].parts[-2:]).rpartition(" ")[2][-30:]

    def _end(self, element: Any) -> None:
        self._kept_space -= element.tag in _KEEPS_SPACE
        self._kinds.pop()
        if _is_block(element):
            self._begin_block()

    def _begin_block(self) -> None:
        self._blocks.append(_Block(self._kinds[-1], kept_space=self._kept_space > 0))

    def _add(self, element: Any, where: str) -> None:
        words = getattr(element, where)
        if words:
            kept = self._kept_space
            words = re.sub(r"\r\n?", "\n", words) if kept else _SPACE.sub(" ", words)
            self._blocks[-1].add(words, (element, where))


def _steps(tree: Any) -> Iterator[tuple[Any, bool]]:
    """Each element where it begins and where it ends, without what is in those not seen."""
    stack, depth = [(tree, True)], 0
    while stack:
        element, begins = stack.pop()
        yield element, begins
        depth += 1 if begins else -1
        if depth > _DEEPEST:
            raise UnreadablePageError
        if begins:
            stack.append((element, False))
            if _is_seen(element):
                stack += ((child, True) for child in reversed(element))


def _is_seen(element: Any) -> bool:
    return (
        element.tag not in _UNSEEN
        and "hidden" not in element.attrib
        and not _HIDDEN.search(element.get("style", ""))
    )


def _is_block(element: Any) -> bool:
    return element.tag not in _INLINE and element.tag != "br" and _is_seen(element)


def _kind(element: Any) -> str:
    if element.tag in _WHOLE:
        return ""
    said = " ".join((element.tag, *map(element.get, filter(element.get, _SAYING))))
    said = said.replace("_", " ")
    return next((kind for kind, pattern in _KINDS if pattern.search(said)), "")


_SAYING: Final = ("class", "itemprop", "rel", "role")


def _main(tree: Any, blocks: list[_Block], page: str) -> set[int]:
    """The numbers of the blocks that hold what trafilatura takes for the main text."""
    there = set(page)
    signs = list(filterfalse(there.__contains__, map(chr, _SIGNS)))
    for sign, block in zip(signs, blocks, strict=False):
        for element, where in block.nodes:
            words = getattr(element, where)
            space = len(words) - len(words.lstrip())
            setattr(element, where, words[:space] + sign + words[space:])
    with warnings.catch_warnings():
        # Without a package for proxies it could not fetch through one; it never fetches anything.
        warnings.simplefilter("ignore")
        # Here, because importing it takes half a second, and few requests need it.
        import trafilatura

        try:
            found = trafilatura.extract(
                tree, include_comments=False, include_tables=True, deduplicate=False
            )
        except RecursionError as error:
            raise UnreadablePageError from error
    taken = set(found or "")
    return {n for n, (sign, _) in enumerate(zip(signs, blocks, strict=False)) if sign in taken}
