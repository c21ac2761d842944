"""TimelineJS itself, on a page of another site, shows a view of ours: where somebody put it."""

import json
import os
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.corpus("published")

ROOT = Path(__file__).resolve().parents[3]
PACKAGE = Path(os.environ.get("TIMELINEJS") or ROOT / "node_modules/@knight-lab/timelinejs")
PAGE = """<!doctype html><title>News</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="dist/css/timeline.css"><div id="here" style="height:600px"></div>
<script src="dist/js/timeline.js"></script>
<script>window.shown = new TL.Timeline("here", %s, {font: null, hash_bookmark: false})</script>"""


@pytest.fixture
def elsewhere(site_url: str) -> Iterator[str]:
    """The address of another site, with TimelineJS and a page that asks it to show a view."""
    page = (PAGE % json.dumps(f"{site_url}/timeline.timelinejs.json")).encode()

    class Handler(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path != "/":
                return super().do_GET()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(page)
            return None

        def log_message(self, *said: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(PACKAGE)))
    threading.Thread(target=server.serve_forever).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def own_hosts(site_url: str, elsewhere: str) -> tuple[str, ...]:
    return (f"{site_url}/", f"{elsewhere}/")


@pytest.mark.skipif(
    not (PACKAGE / "dist").is_dir(),
    reason="TimelineJS is not here: npm install --no-save @knight-lab/timelinejs@3.9.11",
)
def test_timelinejs_shows_every_event(page: Page, site_url: str, elsewhere: str) -> None:
    page.goto(f"{elsewhere}/")
    slides = page.request.get(f"{site_url}/timeline.timelinejs.json").json()["events"]
    expect(page.locator(".tl-slide")).to_have_count(len(slides) + 1)
    expect(page.locator(".tl-timemarker")).to_have_count(len(slides))
    expect(page.locator(".tl-slide h2").first).to_contain_text("whole timeline")
    dates = page.locator(".tl-slide .tl-headline-date").all_text_contents()
    assert {slide["display_date"] for slide in slides} <= {text.strip() for text in dates}
