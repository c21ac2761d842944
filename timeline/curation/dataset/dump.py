"""Writing the desk back as dataset files: the same state gives the same bytes."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from django.db.models import Prefetch

from timeline.curation.dataset import state
from timeline.curation.dataset.shapes import EVENT, EVENTS_PREFIX, FILES, Shape, events_file
from timeline.curation.models import (
    Actor,
    Dispute,
    Event,
    Gap,
    Phase,
    Place,
    Position,
    Publisher,
    Site,
    Source,
    Story,
    Term,
)
from timeline.progress import Told, quiet

WIDTH = 100
# Characters that an editor does not show, or that turn the direction of a line: written as escapes,
# so that they can be seen and survive.
_INVISIBLE = re.compile("[\u00a0\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")

HEADERS = {
    "publishers.yaml": "Who publishes the sources, and what readers should know of them.",
    "sources.yaml": "The documents that excerpts are copied from. Dates are EDTF.",
    "actors.yaml": "People, states, bodies and groups, and the names to find them by.",
    "places.yaml": "Where things happen. Coordinates are degrees of WGS 84.",
    "phases.yaml": "The chapters of the timeline, in their order.",
    "disputes.yaml": "Questions on which sources differ, with the excerpts that give each answer.",
    "site.yaml": "What the timeline is called and says of itself. Figures in braces are filled in.",
    "story.yaml": "The way through the timeline: events, and what the story says of each.",
    "gaps.yaml": "What is known to be missing. None of the addresses was read for the timeline.",
    "lexicon.yaml": "What readers may type for what the timeline says in other words.",
}
# What a timeline need not have.
_ONLY_IF_ANY = {"site.yaml", "story.yaml", "gaps.yaml", "lexicon.yaml"}
_EVENTS_HEADER = "Events of the phase “"


class _Verbatim(str):
    """Text to be written as a block, a line of the file a line of the text."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)  # lists are indented under their field


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = '"' if _INVISIBLE.search(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _verbatim(dumper: yaml.SafeDumper, text: _Verbatim) -> yaml.ScalarNode:
    style = '"' if _INVISIBLE.search(text) or text != text.strip() else "|"
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style=style)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(_Verbatim, _verbatim)


def dump(folder: Path, told: Told = quiet) -> list[Path]:
    """Write the whole desk to `folder`, made if it is missing; answers the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in files():
        path = folder / name
        told(f"{name} written")
        path.write_bytes(text.encode())
        written.append(path)
    return written


def remove_stale(folder: Path, written: list[Path]) -> list[Path]:
    """Remove what an earlier dump wrote for phases that are gone; answers the files removed.

    A file counts as one of ours by its name and its first line; any other stays.
    """
    removed = []
    for path in sorted(folder.glob(f"{EVENTS_PREFIX}*.yaml")):
        if path in written or not path.is_file() or path.is_symlink():
            continue
        with path.open("rb") as file:
            ours = file.readline(500).startswith(f"# {_EVENTS_HEADER}".encode())
        if ours:
            path.unlink()
            removed.append(path)
    return removed


def files() -> Iterator[tuple[str, str]]:
    """Each file of the dataset: its name and its text."""
    catalogue: dict[str, list[Any]] = {
        "publishers.yaml": _values(state.publisher_values, Publisher.objects.order_by("slug")),
        "sources.yaml": _values(
            state.source_values,
            Source.objects.select_related("publisher", "republishes").order_by("slug"),
        ),
        "actors.yaml": _values(
            state.actor_values,
            Actor.objects.select_related("part_of").prefetch_related("names").order_by("slug"),
        ),
        "places.yaml": _values(
            state.place_values,
            Place.objects.select_related("within").prefetch_related("names").order_by("slug"),
        ),
        "phases.yaml": _values(state.phase_values, Phase.objects.all()),
        "disputes.yaml": _values(
            state.dispute_values,
            Dispute.objects.order_by("slug").prefetch_related(
                "events",
                Prefetch("positions", Position.objects.order_by("pk")),
                "positions__excerpts",
            ),
        ),
        "site.yaml": _values(state.site_values, Site.objects.prefetch_related("clocks")),
        "story.yaml": _values(state.story_values, Story.objects.prefetch_related("steps__event")),
        "gaps.yaml": _values(
            state.gap_values,
            Gap.objects.select_related("phase").prefetch_related("addresses").order_by("slug"),
        ),
        "lexicon.yaml": _values(
            state.term_values, Term.objects.order_by("slug").prefetch_related("actors", "places")
        ),
    }
    for name, entries in catalogue.items():
        if name in _ONLY_IF_ANY and not entries:
            continue
        yield name, to_text(entries, FILES[name], HEADERS[name])
    for phase in Phase.objects.all():
        events = Event.objects.filter(phase=phase).by_date().with_all()
        header = events_header(phase.name)
        yield events_file(phase.slug), to_text(_values(state.event_values, events), EVENT, header)


def events_header(phase: str) -> str:
    """The first line of the file of a phase of this name."""
    return f"{_EVENTS_HEADER}{phase}”, by date. Dates are EDTF; quotes are verbatim."


def _values(read: Any, things: Any) -> list[Any]:
    return [read(thing) for thing in things]


def to_text(entries: list[dict[str, Any]], shape: Shape, header: str) -> str:
    """Entries as the text of a file: a comment, then an entry a paragraph, defaults left out."""
    parts = [f"# {header}\n"]
    for entry in entries:
        text = yaml.dump(
            [_without_defaults(entry, shape)],
            Dumper=_Dumper,
            allow_unicode=True,
            sort_keys=False,
            width=WIDTH,
            indent=2,
        )
        parts.append(_INVISIBLE.sub(_escape, text))
    return "\n".join(parts)


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04X}"


def _without_defaults(values: dict[str, Any], shape: Shape) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for one in shape:
        value = values.get(one.name, one.default)
        if one.shape is not None:
            value = [_without_defaults(item, one.shape) for item in value]
        if one.default is None or (value != one.default and value not in ([], "")):
            result[one.name] = _Verbatim(value) if one.verbatim else value
    return result
