"""robots.txt (RFC 9309), as Python's own parser and its patterns read it."""

import re

import pytest


@pytest.fixture
def rules(client) -> str:
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    return response.content.decode()


def allowed(rules: str, agent: str, path: str) -> bool:
    """Whether an agent may fetch a path: of its group the longest matching rule wins."""
    groups: dict[str, list[tuple[str, str]]] = {}
    names: list[str] = []
    in_rules = True
    for line in rules.splitlines():
        name, _, value = line.partition("#")[0].partition(":")
        name, value = name.strip().lower(), value.strip()
        if name == "user-agent":
            names = [value.lower()] if in_rules else [*names, value.lower()]
            in_rules = False
            groups.setdefault(value.lower(), [])
        elif name in ("allow", "disallow"):
            in_rules = True
            for one in names:
                groups[one].append((name, value))
    own = groups.get(agent.lower(), groups["*"])
    matching = [
        (len(pattern), kind == "allow")
        for kind, pattern in own
        if re.match(".*".join(map(re.escape, pattern.split("*"))), path)
    ]
    return max(matching, default=(0, True))[1]


@pytest.mark.parametrize(
    ("path", "may"),
    [
        ("/", True),
        ("/events/closing/", True),
        ("/?actor=ada", True),
        ("/?from=2020&to=2021", True),
        ("/?from=2020&to=2021&actor=ada", False),
        ("/?actor=ada&edition=1", False),
        ("/card.png?from=2020&to=2021&actor=ada&edition=1", True),
        ("/events/closing/card.png?edition=1", True),
        ("/timeline.json", True),
        ("/admin/", False),
        ("/suggest?q=a", False),
        ("/report/?event=closing", False),
        ("/sitemap.xml", True),
    ],
)
def test_what_crawlers_may_fetch(rules, path, may):
    assert allowed(rules, "Somebot", path) is may


@pytest.mark.parametrize("agent", ["Twitterbot", "facebookexternalhit", "archive.org_bot"])
def test_who_fetches_what_was_shared_may_fetch_any_view(rules, agent):
    assert allowed(rules, agent, "/?from=2020&to=2021&actor=ada&edition=1")
    assert allowed(rules, agent, "/events/closing/?edition=1")
    assert not allowed(rules, agent, "/admin/")


def test_it_names_the_sitemap(rules):
    assert rules.splitlines()[-1] == "Sitemap: http://testserver/sitemap.xml"


def test_it_asks_no_database(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        response = client.get("/robots.txt")
    assert response["Cache-Control"] == "public, max-age=3600"
    assert not response.cookies
    assert client.post("/robots.txt").status_code == 405
