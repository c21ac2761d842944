"""What is published, as the files of a dataset: for a desk that was lost, or somebody else's.

The documents of an edition say all of a thing that readers can see. Written as a dataset
(`load_dataset` reads it), they are the desk as it was when that edition was published, without what
never was public: drafts, texts of sources, comments, history.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from timeline.curation.dataset.dump import HEADERS, events_header, to_text
from timeline.curation.dataset.problems import DatasetError, Problem
from timeline.curation.dataset.shapes import EVENT, FILES, Shape, events_file
from timeline.curation.dataset.store import MODELS
from timeline.text import dates

Document = dict[str, Any]
Documents = dict[str, dict[str, Document]]  # by kind and slug
_FILE_OF: Final = {str(model._meta.model_name): file for file, model in MODELS.items()}


def read(file: Path) -> Documents:
    """The documents in the `records.jsonl` of an edition.

    Raises DatasetError, naming file, line and what is wrong, for a line that is no record of ours.
    """
    found: Documents = {}
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        try:
            record = json.loads(line)
            kind, document = record["kind"], record["document"]
            if kind != "event" and kind not in _FILE_OF:
                raise ValueError(f"“{kind}” is no kind of thing")
            found.setdefault(kind, {})[document["slug"]] = document
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            message = f"is no record of an edition: {type(error).__name__} {error}."
            raise DatasetError([Problem(file.name, number, "", "", message)]) from error
    return found


def write(folder: Path, documents: Documents) -> list[Path]:
    """Write them as a dataset; answers the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in _files(documents):
        path = folder / name
        path.write_text(text, encoding="utf-8", newline="\n")
        written.append(path)
    return written


def _files(documents: Documents) -> Iterator[tuple[str, str]]:
    for kind, file in _FILE_OF.items():
        things = list(documents.get(kind, {}).values())
        if not things:
            continue
        order = "position" if kind == "phase" else "slug"
        things.sort(key=lambda one: one[order])
        entries = [_entry(_said(kind, one), FILES[file]) for one in things]
        yield file, to_text(entries, FILES[file], HEADERS[file])
    events = list(documents.get("event", {}).values())
    for slug, phase in documents.get("phase", {}).items():
        here = sorted((one for one in events if one["phase"] == slug), key=_place)
        entries = [_entry(_event(one), EVENT) for one in here]
        yield events_file(slug), to_text(entries, EVENT, events_header(phase["name"]))


def _place(event: Document) -> tuple[Any, ...]:
    """Where an event stands in its file: by its first possible day and its last."""
    when = dates.parse(event["date"])
    first, last = when.earliest, when.latest
    days = (0, 0) if first is None else (1, first.toordinal())
    return (
        *days,
        *((1, 0) if last is None else (0, last.toordinal())),
        event["position"],
        event["slug"],
    )


def _entry(document: Document, shape: Shape) -> Document:
    """The fields of a shape that a document has; what is derived for readers is left out."""
    found: Document = {}
    for one in shape:
        value = document.get(one.name)
        if value is None:
            continue
        found[one.name] = [_entry(item, one.shape) for item in value] if one.shape else value
    return found


def _said(kind: str, document: Document) -> Document:
    """A document as the desk says the same."""
    if kind == "site":
        return {**document, "languages": ", ".join(document["languages"])}
    if kind == "dispute":
        positions = [
            {**one, "excerpts": sorted(each["excerpt"] for each in one["excerpts"])}
            for one in document["positions"]
        ]
        return {**document, "positions": positions}
    return document


def _event(document: Document) -> Document:
    """An event with its own excerpts; those of others that it stands on too are ties."""
    own = [one for one in document["excerpts"] if not one.get("tied")]
    tied = [one for one in document["excerpts"] if one.get("tied")]
    ties = [{"excerpt": one["slug"], "stance": one["stance"]} for one in tied]
    return {**document, "excerpts": own, "ties": ties}
