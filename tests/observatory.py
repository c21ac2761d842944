"""Mozilla's HTTP Observatory, as far as one answer over https tells: what it takes and adds.

The rules are those of github.com/mdn/mdn-http-observatory, src/grader/charts.js and
src/analyzer/tests, read on 30 November 2026, each as one function that answers points.
"""

import re
from http.cookies import SimpleCookie
from typing import Final

BROAD: Final = {"ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*",
                "https://*.*"}  # fmt: skip
INLINE: Final = {"'unsafe-inline'", "data:"}
GRADES: Final = [(100, "A+"), (90, "A"), (85, "A-"), (80, "B+"), (70, "B"), (65, "B-"), (60, "C+"),
                 (50, "C"), (45, "C-"), (40, "D+"), (30, "D"), (25, "D-"), (0, "F")]  # fmt: skip


def directives(policy: str) -> dict[str, set[str]]:
    parts = [part.split() for part in policy.split(";") if part.strip()]
    names = [name for name, *_ in parts]
    assert len(set(names)) == len(names), f"a directive is there twice: {policy}"
    return {name: set(sources) for name, *sources in parts}


def content_security_policy(headers, body, cookies) -> int:
    if "Content-Security-Policy" not in headers:
        return -25
    csp = directives(headers["Content-Security-Policy"])
    script, style, objects = (
        csp.get(name, csp.get("default-src", {"*"})) for name in ("script-src", "style-src",
                                                                  "object-src")
    )  # fmt: skip
    every = set().union(*csp.values())
    if script & (BROAD | INLINE) or objects & BROAD:
        return -20
    if any(source.startswith(("http:", "ftp:")) for source in every):
        return -20
    if "'unsafe-eval'" in script | style:
        return -10
    if style & (BROAD | INLINE):
        return 0
    return 10 if csp.get("default-src") == {"'none'"} else 5


def frames(headers, body, cookies) -> int:
    csp = directives(headers.get("Content-Security-Policy", ""))
    if not csp.get("frame-ancestors", {"*"}) & BROAD:
        return 5
    return 0 if headers.get("X-Frame-Options", "").upper() in ("DENY", "SAMEORIGIN") else -20


def cookies_sent(headers, body, cookies: SimpleCookie) -> int:
    if not cookies:
        return 0
    worst = 5
    for name, cookie in cookies.items():
        session = any(word in name.lower() for word in ("login", "sess"))
        if session and not cookie["secure"]:
            worst = min(worst, -10)  # of what HSTS protects
        if session and not cookie["httponly"]:
            worst = min(worst, -30)
        if not cookie["secure"]:
            worst = min(worst, -5)
        if cookie["samesite"] not in ("Lax", "Strict"):
            worst = min(worst, -20)
    return worst


def cross_origin_reading(headers, body, cookies) -> int:
    return -50 if "Access-Control-Allow-Credentials" in headers else 0


def cross_origin_use(headers, body, cookies) -> int:
    points = {None: 0, "cross-origin": 0, "same-origin": 10, "same-site": 10}
    return points.get(headers.get("Cross-Origin-Resource-Policy"), -5)


def referrer(headers, body, cookies) -> int:
    private = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
    given = headers.get("Referrer-Policy")
    return 0 if given is None else 5 if given in private else -5


def transport(headers, body, cookies) -> int:
    age = re.match(r"max-age=(\d+)", headers.get("Strict-Transport-Security", ""))
    return -20 if age is None else 0 if int(age[1]) >= 15_768_000 else -10


def scripts(headers, body, cookies) -> int:
    """Scripts of other hosts need an integrity; the site has none of them."""
    sources = re.findall(r"<script[^>]*\ssrc=[\"']?([^\"' >]+)", body)
    return 0 if all(one.startswith("/") and not one.startswith("//") for one in sources) else -50


def sniffing(headers, body, cookies) -> int:
    return 0 if headers.get("X-Content-Type-Options") == "nosniff" else -5


RULES: Final = (
    content_security_policy, frames, cookies_sent, cross_origin_reading, cross_origin_use, referrer,
    transport, scripts, sniffing,
)  # fmt: skip


def points(response) -> dict[str, int]:
    """What each rule gives or takes."""
    body = b"".join(response).decode(errors="replace")
    html = body if response.headers.get("Content-Type", "").startswith("text/html") else ""
    return {rule.__name__: rule(response.headers, html, response.cookies) for rule in RULES}


def grade(found: dict[str, int]) -> str:
    """Extra points count from 90 on, as there."""
    score = 100 + sum(given for given in found.values() if given < 0)
    if score >= 90:
        score += sum(given for given in found.values() if given > 0)
    return next(letter for least, letter in GRADES if max(score, 0) >= least)
