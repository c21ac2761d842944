"""Writing SVG: positions across in percent, all else in pixels, and no inline style.

An SVG without a viewBox keeps its letters at the size of the page's, whatever its width is, without
a script. The picture is written here and not in a template because a page has some hundreds of its
parts: each is one piece of text, and whatever comes from an edition or an address is escaped.
"""

from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe


def pct(part: float) -> str:
    """A part of the width as a percentage: to a pixel, for many digits weigh much on the wire."""
    return f"{100 * part:.1f}".removesuffix(".0") + "%"


def events(count: int) -> str:
    return f"{count:,} event{'' if count == 1 else 's'}"


def svg(name: str, height: int, parts: Iterable[str], label: str = "") -> SafeString:
    said = f'role="group" aria-label="{label}"' if label else 'aria-hidden="true"'
    whole = f'<svg class="{name}" width="100%" height="{height}" {said}>{"".join(parts)}</svg>'
    return mark_safe(whole)  # noqa: S308  the parts are escaped


def stretched(name: str, height: int, path: str) -> str:
    """A path across in thousandths of the whole width, and down in pixels."""
    return (
        f'<svg class="{name}" width="100%" height="{height}" viewBox="0 0 1000 {height}"'
        f' preserveAspectRatio="none"><path d="{path}"/></svg>'
    )


def mille(part: float) -> str:
    return f"{1000 * part:.1f}".removesuffix(".0")


def link(url: str, title: str, body: str, *, step: bool = False) -> str:
    """A link to another view, said in full and shown as `body`; a `step` can be dragged over."""
    address, more = escape(url), " data-o" if step else ""
    return f'<a href="{address}" hx-get="{address}"{more}><title>{escape(title)}</title>{body}</a>'


def plain_link(url: str, title: str, body: str) -> str:
    """The same on a page that has no place for what htmx would bring."""
    return f'<a href="{escape(url)}"><title>{escape(title)}</title>{body}</a>'


def share(chosen: int, total: int) -> str:
    """“3 of 8”, or “8” when all are chosen."""
    return f"{total:,}" if chosen == total else f"{chosen:,} of {total:,}"


def hit(x: float, y: int, width: float, height: int) -> str:
    """What of a link can be pressed, beyond its letters."""
    return f'<rect class="h" x="{pct(x)}" y="{y}" width="{pct(width)}" height="{height}"/>'
