"""Reads a page as a tree, so that tests can ask for what a reader would see."""

from collections.abc import Iterator
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
# SVG writes these without an end tag of their own, as "/>".
CLOSED = {"circle", "line", "path", "rect", "stop", "use"}


class Element:
    """A tag with its attributes, and what stands in it: elements and text, in order."""

    def __init__(self, tag: str, attributes: dict[str, str | None]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.content: list[Element | str] = []

    def __getitem__(self, name: str) -> str | None:
        return self.attributes.get(name)

    @property
    def text(self) -> str:
        """All text in it, white space made single."""
        return " ".join(self._text().split())

    def _text(self) -> str:
        return "".join(part if isinstance(part, str) else part._text() for part in self.content)

    def all(self, tag: str = "", **attributes: str) -> list["Element"]:
        """Every element of the tag, in order; `class_="n"` asks for one class among others."""
        return [e for e in self._elements() if (not tag or e.tag == tag) and e._has(attributes)]

    def one(self, tag: str = "", **attributes: str) -> "Element":
        """The only such element; fails when there is none or another."""
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} elements {tag} {attributes}"
        return found[0]

    def texts(self, tag: str = "", **attributes: str) -> list[str]:
        return [element.text for element in self.all(tag, **attributes)]

    def links(self) -> dict[str, str | None]:
        """Address by text, of all links."""
        return {element.text: element["href"] for element in self.all("a")}

    def _elements(self) -> Iterator["Element"]:
        for part in self.content:
            if isinstance(part, Element):
                yield part
                yield from part._elements()

    def _has(self, attributes: dict[str, str]) -> bool:
        for name, value in attributes.items():
            if name == "class_":
                if value not in (self["class"] or "").split():
                    return False
            elif self[name.replace("_", "-")] != value:
                return False
        return True


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]

    def _named(self, tag: str) -> str:
        """The tag; the title of a part of a picture is not the page's, and is called svg-title."""
        inside = tag == "title" and any(element.tag == "svg" for element in self.open)
        return "svg-title" if inside else tag

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(self._named(tag), dict(attrs))
        assert len(element.attributes) == len(attrs), f"<{tag}> names an attribute twice: {attrs}"
        self.open[-1].content.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in CLOSED, f"<{tag}/> closes itself"
        self.open[-1].content.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == self._named(tag), f"</{tag}> ends <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].content.append(data)


def read(text: str) -> Element:
    """The tree of a page or a fragment; fails when tags are not nested as they ought to be."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    assert len(reader.open) == 1, f"<{reader.open[-1].tag}> is never closed"
    return reader.root


def page_of(response: object) -> Element:
    """The tree of a response, of which no identifier may be used twice."""
    root = read(response.content.decode())  # type: ignore[attr-defined]
    names = [element["id"] for element in root.all() if element["id"]]
    twice = {name for name in names if names.count(name) > 1}
    assert not twice, f"identifiers used twice: {twice}"
    return root
