"""Opens a page in Chromium and notes what its reader would feel."""

from typing import Any

from playwright.sync_api import Browser

SETTLED = 1_500  # ms without a request, after which all that comes has come
# Chromium's own entries: what is painted first, the largest text or picture (when the page looks
# whole), and tasks of more than 50 ms, in which the page answers to nothing.
WATCH = """() => {
  window.noted = { first: 0, painted: 0, blocked: 0 };
  const watch = (type, note) => new PerformanceObserver((list) => {
    for (const one of list.getEntries()) note(one);
  }).observe({ type, buffered: true });
  watch("paint", (one) => {
    if (one.name === "first-contentful-paint") noted.first = one.startTime;
  });
  watch("largest-contentful-paint", (one) => (noted.painted = one.startTime));
  watch("longtask", (one) => (noted.blocked += one.duration - 50));
}"""


def look(browser: Browser, url: str, slower: int = 1) -> dict[str, float]:
    """Milliseconds to the first paint, to the largest, and blocked; bytes on the wire, elements of
    the page, and bytes of its heap. `slower` is by how much the processor is held back."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    session = context.new_cdp_session(page)
    sizes: dict[str, int] = {}
    session.send("Network.enable")
    session.send("Performance.enable")
    session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    session.on("Network.loadingFinished", lambda got: sizes.update(_size(got)))
    page.add_init_script(f"({WATCH})()")
    page.goto(url)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(SETTLED)
    noted = page.evaluate("noted")
    measured = {
        one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]
    }
    found = {
        "first paint": noted["first"], "painted": noted["painted"], "blocked": noted["blocked"],
        "wire": sum(sizes.values()),
        "elements": page.evaluate("document.querySelectorAll('*').length"),
        "heap": measured["JSHeapUsedSize"],
    }  # fmt: skip
    context.close()
    return found


def _size(got: dict[str, Any]) -> dict[str, int]:
    return {got["requestId"]: got["encodedDataLength"]}
