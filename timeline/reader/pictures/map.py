"""Places on a map: where each lies, and which lie too near to one another to be marks of their own.

The map is as wide as WIDTH units, whatever that is in pixels. Coordinates are projected with equal
steps of longitude and latitude, as wide as they are in the middle of the map; coasts and borders
come from a drawing of the world in tenths of a degree.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from math import cos, hypot, radians
from typing import Final

from timeline.editions.catalogue import PlaceEntry
from timeline.editions.kinds import Kind, in_edition, url_of

WIDTH: Final = 480.0
LOWEST, HIGHEST = 240.0, 320.0  # the height, in the same units
MARGIN: Final = 0.09  # of the span of all places, around them
SMALLEST: Final = 30.0  # degrees of longitude: of a single place one sees where it lies
APART: Final = {
    "wide": 17.0,
    "slim": 41.0,
}  # units between marks; at 712 and 288 pixels 24 and more
LETTER: Final = {"wide": 5.0, "slim": 9.6}  # units: a letter of a name
REACH: Final = {"wide": 9.0, "slim": 15.0}  # units from the middle of a mark to its name
NAMES: Final = {"wide": 10.0, "slim": 20.0}  # units: the height of a name


@dataclass(frozen=True, slots=True)
class PlacedDot:
    """A mark on the map, at `x` and `y` units: a place, or some that lie near to one another.

    `name` is that of what it leads to, `places` how many it stands for; `said` names them all. The
    name is written at a `side` of the mark (right, left or under it), and not at all, with none,
    where it would lie on something.
    """

    x: float
    y: float
    slug: str
    name: str
    places: int
    said: str
    url: str
    current: bool
    side: str = ""


@dataclass(frozen=True, slots=True)
class PlaceMap:
    """The map: its height, the window on the world in tenths of a degree, and its marks, for a wide
    and for a slim page."""

    height: float
    window: str
    wide: list[PlacedDot] = field(default_factory=list)
    slim: list[PlacedDot] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Spot:
    slug: str
    name: str
    latitude: float
    longitude: float
    events: int


@dataclass(frozen=True, slots=True)
class _Frame:
    """A part of the world, in degrees: from the west and the north, as wide and as high."""

    west: float
    north: float
    wide: float
    high: float

    @property
    def height(self) -> float:
        middle = self.north - self.high / 2
        return WIDTH * self.high / (self.wide * cos(radians(middle)))

    def at(self, spot: _Spot) -> tuple[float, float]:
        across = (spot.longitude - self.west) / self.wide
        down = (self.north - spot.latitude) / self.high
        return across * WIDTH, down * self.height


def map_of(
    catalogue: Mapping[str, PlaceEntry],
    shown: Iterable[str],
    counts: Mapping[str, int],
    *,
    edition: int | None = None,
    current: str = "",
) -> PlaceMap | None:
    """The places of these slugs on a map; None when none of them has coordinates.

    `counts` are their events; `current` is the place whose page this is.
    """
    spots = [
        _Spot(slug, entry["name"], float(latitude), float(longitude), counts.get(slug, 0))
        for slug in dict.fromkeys(shown)
        if (entry := catalogue.get(slug))
        and (latitude := entry.get("latitude"))
        and (longitude := entry.get("longitude"))
    ]
    if not spots:
        return None
    frame = _frame(spots)
    window = [frame.west, -frame.north, frame.wide, frame.high]
    # Smaller places first where they have as many events: a capital before its country.
    spots.sort(key=lambda spot: (spot.slug != current, -spot.events, spot.slug))

    def drawn(width: str) -> list[PlacedDot]:
        groups = _grouped(spots, frame, APART[width])
        dots = [_dot(group, frame, catalogue, edition, current) for group in groups]
        return _named(dots, width)

    return PlaceMap(
        height=round(frame.height, 1),
        window=" ".join(f"{10 * part:.1f}" for part in window),
        wide=drawn("wide"),
        slim=drawn("slim"),
    )


def _frame(spots: list[_Spot]) -> _Frame:
    """The part of the world around all spots, neither too low nor too high for a page."""
    west, east = min(s.longitude for s in spots), max(s.longitude for s in spots)
    south, north = min(s.latitude for s in spots), max(s.latitude for s in spots)
    wide = max(SMALLEST, (east - west) * (1 + 2 * MARGIN))
    high = max(wide / 4, (north - south) * (1 + 2 * MARGIN))
    narrow = cos(radians((south + north) / 2))
    ratio = high / (wide * narrow)
    if ratio < LOWEST / WIDTH:
        high = wide * narrow * LOWEST / WIDTH
    elif ratio > HIGHEST / WIDTH:
        wide = high / narrow * WIDTH / HIGHEST
    wide, high = min(wide, 360.0), min(high, 180.0)
    left = min(max(-180.0, (west + east - wide) / 2), 180.0 - wide)
    top = max(min(90.0, (south + north + high) / 2), high - 90.0)
    return _Frame(left, top, wide, high)


def _grouped(spots: list[_Spot], frame: _Frame, apart: float) -> list[list[_Spot]]:
    """The spots, those that lie too near to a greater one together with it."""
    groups: list[list[_Spot]] = []
    for spot in spots:
        x, y = frame.at(spot)
        middles = [frame.at(group[0]) for group in groups]
        away = [hypot(x - there_x, y - there_y) for there_x, there_y in middles]
        nearest = min(range(len(groups)), key=away.__getitem__, default=None)
        if nearest is not None and away[nearest] < apart:
            groups[nearest].append(spot)
        else:
            groups.append([spot])
    return groups


def _dot(
    group: list[_Spot],
    frame: _Frame,
    catalogue: Mapping[str, PlaceEntry],
    edition: int | None,
    current: str,
) -> PlacedDot:
    first = group[0]
    x, y = frame.at(first)
    around = _around_all([spot.slug for spot in group], catalogue)
    to = first.slug if len(group) == 1 else around
    return PlacedDot(
        x=round(x, 1),
        y=round(y, 1),
        slug=first.slug,
        name=catalogue[to]["name"] if to else first.name,
        places=len(group),
        said="; ".join(f"{spot.name}: {_events(spot.events)}" for spot in group),
        url=url_of(Kind.PLACE, to, edition) if to else f"{_list(edition)}#{first.slug}",
        current=first.slug == current,
    )


def _events(count: int) -> str:
    return f"{count:,} event{'' if count == 1 else 's'}"


def _list(edition: int | None) -> str:
    return in_edition("/places/", edition)


def _around_all(slugs: list[str], catalogue: Mapping[str, PlaceEntry]) -> str:
    """The smallest place that is each of these or holds it; empty when there is none."""
    chains = [_outwards(slug, catalogue) for slug in slugs]
    return next((slug for slug in chains[0] if all(slug in chain for chain in chains)), "")


def _outwards(slug: str, catalogue: Mapping[str, PlaceEntry]) -> list[str]:
    chain: list[str] = []
    step: str | None = slug
    while step is not None and step in catalogue and step not in chain:
        chain.append(step)
        step = catalogue[step]["within"]
    return chain


def _named(dots: list[PlacedDot], width: str) -> list[PlacedDot]:
    """The marks, with a name wherever it lies on no mark and no other name."""
    taken = [_Box.around(dot, REACH[width]) for dot in dots]
    found = []
    for dot in dots:
        own = _Box.around(dot, REACH[width])
        for side in ("right", "left", "under"):
            box = _Box.named(dot, width, side)
            if box.inside() and not any(box.meets(one) for one in taken if one != own):
                taken.append(box)
                found.append(replace(dot, side=side))
                break
        else:
            found.append(dot)
    return found


@dataclass(frozen=True, slots=True)
class _Box:
    """What a mark or a name takes up, in units."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, dot: PlacedDot, reach: float) -> "_Box":
        return cls(dot.x - reach, dot.y - reach, dot.x + reach, dot.y + reach)

    @classmethod
    def named(cls, dot: PlacedDot, width: str, side: str) -> "_Box":
        long, high, reach = len(dot.name) * LETTER[width], NAMES[width], REACH[width]
        left = {"right": dot.x + reach, "left": dot.x - reach - long}.get(side, dot.x - long / 2)
        top = dot.y + reach if side == "under" else dot.y - high / 2
        return cls(left, top, left + long, top + high)

    def inside(self) -> bool:
        return self.left >= 0 and self.right <= WIDTH

    def meets(self, other: "_Box") -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom
