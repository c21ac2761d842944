"""The strip at true scale as SVG, and what leads from it down to the reading scale."""

from collections.abc import Iterator

from django.utils.safestring import SafeString
from pyroaring import BitMap

from timeline.reader.overview import ranges as names
from timeline.reader.overview.drawing import stretches
from timeline.reader.overview.histogram import Bar, Strip
from timeline.reader.overview.layout import Layout
from timeline.reader.overview.links import Links
from timeline.reader.overview.svg import (
    events,
    hit,
    link,
    mille,
    pct,
    plain_link,
    stretched,
    svg,
)

SAID, BARS = 18, 36  # pixels: the words above the bars, and the highest bar
BASE = SAID + BARS  # pixels: where the bars stand
STRIP = BASE + 24  # pixels: all of it, with the years below
FUNNEL = 20  # pixels: from the strip to the reading scale


def strip(
    layout: Strip,
    strong: BitMap,
    links: Links,
    window: tuple[int, int] | None = None,
    *,
    alone: bool = False,
) -> SafeString:
    """A bar for all events, over it one for `strong`; years are links.

    `window` is the range that is shown below. A strip that is `alone`, on a page beside the
    timeline, has plain links, and none to a year without an event.
    """
    most = len(layout.fullest.ranks)
    bars = [(bar, len(bar.ranks), len(bar.ranks & strong)) for bar in layout.bars]
    parts = [
        stretched("ob f", BASE, "".join(_bar(bar, n / most) for bar, n, _ in bars)),
        stretched("ob", BASE, "".join(_bar(bar, n / most) for bar, _, n in bars if n)),
        f'<line class="ol" x2="100%" y1="{BASE}" y2="{BASE}"/>',
    ]
    if window:
        left, right = layout.x(window[0]), layout.x(window[1])
        width = pct(max(right - left, 0.004))
        parts.append(f'<rect class="ow" x="{pct(left)}" y="{BASE}" width="{width}" height="3"/>')
    parts += _years(layout, links, alone)
    parts.append(_peak(layout, strong))
    return svg("o-strip", STRIP, parts, "Years at true scale")


def _bar(bar: Bar, height: float) -> str:
    right = max(bar.right, bar.left + 0.003)
    return f"M{mille(bar.left)} {BASE}v{-max(BARS * height, 2):.3g}H{mille(right)}V{BASE}"


def _years(layout: Strip, links: Links, alone: bool) -> Iterator[str]:
    for (start, end, left), (_, _, right) in zip(
        layout.years, [*layout.years[1:], (0, 0, 1.0)], strict=True
    ):
        name = names.short(start, end)
        yield f'<line class="ol" x1="{pct(left)}" x2="{pct(left)}" y1="{BASE}" y2="{BASE + 6}"/>'
        text = f'<text x="{pct(left)}" y="{STRIP - 8}" dx="3">{name}</text>'
        body = hit(left, BASE, right - left, 24) + text
        count, url = links.count(start, end), links.url(start, end)
        said = f"{name}: {events(count)}"
        if not alone:
            yield link(url, said, body, step=True)
        else:
            yield plain_link(url, said, body) if count else text


def _peak(layout: Strip, strong: BitMap) -> str:
    """What the bar says that has most of the selected events, in words above it."""
    if not strong:
        return ""
    bar = max(layout.bars, key=lambda bar: bar.ranks.intersection_cardinality(strong))
    chosen = bar.ranks.intersection_cardinality(strong)
    at = f'x="{pct(bar.left)}"' if bar.left < 0.5 else f'x="{pct(bar.right)}" class="e"'
    when = names.phrase(bar.start, bar.end)
    return f'<text {at} y="12">{when}: {chosen:,} of {events(len(strong))}</text>'


def funnel(above: Strip, layout: Layout) -> SafeString:
    """What each stretch of the strip becomes below it."""
    path = ""
    for columns in stretches(layout):
        first, last = columns[0], columns[-1]
        if first.unit not in ("day", "month"):
            continue
        left, right = above.x(first.start), above.x(last.end)
        path += f"M{mille(left)} 0H{mille(right)}L{mille(last.right)} {FUNNEL}H{mille(first.left)}Z"
    body = stretched("of", FUNNEL, path)
    return svg("o-funnel", FUNNEL, [body])
