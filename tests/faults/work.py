"""Load the next turn of the timeline, in which every event names its number, and publish it.

python -m tests.faults.work FOLDER TURN [load]

Says “loaded”, then “published NUMBER DIGEST”, each when it is done; with `load` only the first.
"""

import re
import sys
import tempfile
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import django

_TITLE = re.compile(r"^(-?\s*title: )(.*?)(, turn [0-9]+)?$", re.MULTILINE)


def main(folder: Path, turn: int, more: list[str]) -> None:
    django.setup()
    from django.core.management import call_command

    from timeline.editions.models import Edition

    with tempfile.TemporaryDirectory() as place:
        for file in folder.glob("*.yaml"):
            text = file.read_text(encoding="utf-8")
            if file.name.startswith("events-"):
                text = _TITLE.sub(rf"\1\2, turn {turn}", text)
            (Path(place) / file.name).write_text(text, encoding="utf-8")
        print("begun", flush=True)
        with redirect_stdout(StringIO()):
            call_command("load_dataset", place)
    print("loaded", flush=True)
    if more:
        return
    with redirect_stdout(StringIO()):
        call_command("publish", note=f"Turn {turn}")
    last = Edition.objects.order_by("-number").values_list("number", "sha256").first()
    print("published", *(last or ()), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
