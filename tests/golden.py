"""What pinned addresses answered, written once by the version that published, and kept for ever.

`tests/golden/NAME/` has editions as files (`timeline.editions.files`) and, in `answers/`, what each
of `ADDRESSES` answered. tests/reader/formats/test_golden.py reads the editions into each database
and demands the same bytes. From the first release on no folder is ever made anew: a format that has
to change gets a new version beside the old one, and its own folder here. To make one:

    python -m tests.golden tests/golden/NAME
"""

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "golden"
FIRST, SECOND = (datetime(2026, month, 1, 12, tzinfo=UTC) for month in (3, 5))
SUFFIXES = [
    "csv", "json", "atom", "ics", "geojson", "md", "annotations.json", "timelinejs.json", "bib",
    "ris", "csl.json",
]  # fmt: skip
THINGS = [
    "/events/light-goes-out.json", "/sources.json", "/actors/anna-tolle.json", "/places.json",
    "/publishers.json", "/disputes.json", "/editions.json", "/corrections.atom",
]  # fmt: skip
VIEWS = ["actor=anna-tolle&", "q=light&", "evidence=disputed&sort=newest&"]


def addresses() -> Iterator[str]:
    for number in (1, 2):
        for suffix in SUFFIXES:
            yield f"/timeline.{suffix}?edition={number}"
        yield f"/gaps.json?edition={number}"
        yield from (f"{path}?edition={number}" for path in THINGS)
    yield from (f"/timeline.json?{view}edition=2" for view in VIEWS)
    yield from (f"/timeline.csv?{view}edition=2" for view in VIEWS)


def make(folder: Path) -> None:
    """Publish two editions of the lighthouse and write what they answer."""
    from django.test import Client

    from tests import factories
    from tests.corpora import LIGHTHOUSE
    from timeline.curation.actions import rename
    from timeline.curation.dataset import load
    from timeline.curation.models import Actor, Event
    from timeline.curation.users import dataset_user
    from timeline.editions import files
    from timeline.editions.publish import publish

    by = dataset_user()
    load(LIGHTHOUSE, by=by)
    publish(by=by, note="The first edition.", at=FIRST)
    editor = factories.editor()
    rename(Event.objects.get(slug="inquiry-opens"), to="inquiry-begins", by=editor)
    rename(Actor.objects.get(slug="harbour-board"), to="harbour-office", by=editor)
    Event.objects.filter(slug="tolle-becomes-keeper").update(stage="withdrawn", version=90)
    Event.objects.filter(slug="marit-runs-aground").update(title="The Marit strands", version=90)
    reasons = {
        ("event", "tolle-becomes-keeper"): "The register has another name for that year.",
        ("event", "marit-runs-aground"): "“Strands” is the word of the court: it got off again.",
    }
    publish(by=by, note="Two corrections.", at=SECOND, reasons=reasons)
    files.write(folder, lambda said: None)
    (folder / "verify.py").unlink()
    answers = folder / "answers"
    answers.mkdir()
    names: dict[str, Any] = {}
    for place, address in enumerate(addresses()):
        response = Client().get(address)
        assert response.status_code == 200, address
        names[address] = f"{place:02}-{address.rpartition('/')[2].partition('?')[0]}"
        (answers / names[address]).write_bytes(b"".join(response))
    text = json.dumps(names, indent=1) + "\n"
    (answers / "addresses.json").write_text(text, encoding="utf-8")


def main(folder: Path) -> None:
    with tempfile.TemporaryDirectory() as place:
        os.environ["DATABASE_URL"] = f"sqlite:///{place}/golden.sqlite3"
        from django.core.management import call_command
        from django.test.utils import setup_test_environment

        from tests import conftest  # noqa: F401  # sets Django up

        setup_test_environment()
        call_command("migrate", verbosity=0)
        make(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
