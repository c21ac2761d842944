"""Pages of the peers, with the events that ours exports: plain files, which nginx serves."""

import json
import shutil
from pathlib import Path
from typing import Any

HEAD = '<!doctype html><html lang="en"><meta charset="utf-8"><title>{name}</title>'
TIMELINEJS = """{head}
<link rel="stylesheet" href="/packages/timelinejs/css/timeline.css">
<div id="timeline" style="inline-size:100%;block-size:600px"></div>
<script src="/packages/timelinejs/js/timeline.js"></script>
<script src="events.js"></script>
<script>new TL.Timeline("timeline", EVENTS, {{ hash_bookmark: false, font: null }});</script>
"""
VIS = """{head}
<link rel="stylesheet" href="/packages/vis/styles/vis-timeline-graph2d.min.css">
<div id="timeline"></div>
<script src="/packages/vis/standalone/umd/vis-timeline-graph2d.min.js"></script>
<script src="events.js"></script>
<script>
  new vis.Timeline(document.getElementById("timeline"), EVENTS, {{ maxHeight: 600 }});
</script>
"""


def put_packages(modules: Path, files: Path) -> None:
    """Copy what npm installed to where pages look for it."""
    shutil.copytree(
        modules / "@knight-lab" / "timelinejs" / "dist", files / "packages" / "timelinejs"
    )
    shutil.copytree(modules / "vis-timeline", files / "packages" / "vis")


def write(files: Path, events: dict[str, Any]) -> None:
    """Write both pages, of the events that `/timeline.timelinejs.json` answers."""
    for name, page, data in (
        ("TimelineJS", TIMELINEJS, events),
        ("vis-timeline", VIS, [_item(event) for event in events["events"]]),
    ):
        folder = files / name.lower()
        folder.mkdir()
        (folder / "page.html").write_text(page.format(head=HEAD.format(name=name)))
        (folder / "events.js").write_text(f"const EVENTS = {json.dumps(data)};")


def _item(event: dict[str, Any]) -> dict[str, str]:
    """An event as vis-timeline takes one: what it says, and when it begins."""
    date = event["start_date"]
    parts = [int(date.get(part, 1)) for part in ("year", "month", "day")]
    return {"content": event["text"]["headline"], "start": "{:04}-{:02}-{:02}".format(*parts)}
