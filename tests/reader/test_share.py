"""The share menu, on every page that has one."""

import pytest

from tests.html import Element, page_of, read

VIEW = "/?kind=legal-step&actor=ada"


def menu(client, address: str) -> Element:
    return page_of(client.get(address)).one("details", id="share")


def fields(share: Element) -> tuple[str | None, str | None]:
    return share.one("input", id="link")["value"], share.one("input", id="pin")["value"]


def test_a_view(client, published):
    share = menu(client, VIEW)
    assert fields(share) == (
        "http://testserver/?kind=legal-step&actor=ada",
        "http://testserver/?kind=legal-step&actor=ada&edition=1",
    )
    assert [summary.text for summary in share.all("summary")] == [
        "Share, cite, download",
        "Cite Chicago, APA, MLA, Wikipedia, BibTeX, RIS",
        "Embed this view in another page",
        "Download this view as a file",
    ]
    assert share.links()["Citations of this view"] == "/cite/?kind=legal-step&actor=ada"
    assert [a["href"].partition("?")[0] for a in share.one("ul").all("a")] == [
        "/timeline.html", "/timeline.csv", "/timeline.json", "/timeline.atom", "/timeline.ics",
        "/timeline.geojson", "/timeline.md", "/timeline.annotations.json",
        "/timeline.timelinejs.json", "/timeline.bib", "/timeline.ris",
        "/timeline.csl.json",
    ]  # fmt: skip
    assert {a["href"].partition("?")[2] for a in share.one("ul").all("a")} == {
        "kind=legal-step&actor=ada"
    }
    assert share.one("ul").texts("li")[1] == "CSV a row an excerpt, for spreadsheets"


def test_a_page_of_a_view(client, long):
    share = menu(client, "/?kind=visit&page=2")
    assert fields(share) == (
        "http://testserver/?kind=visit&page=2",
        "http://testserver/?kind=visit&edition=1&page=2",
    )
    assert share.links()["CSV"] == "/timeline.csv?kind=visit"
    assert share.links()["JSON"] == "/timeline.json?kind=visit&page=2"
    assert share.links()["Citations of this view"] == "/cite/?kind=visit"


def test_the_link_of_a_past_edition_is_up_to_date_too(client, republished):
    share = menu(client, "/?actor=ada&edition=1")
    assert fields(share) == (
        "http://testserver/?actor=ada",
        "http://testserver/?actor=ada&edition=1",
    )
    assert share.links()["Citations of this view"] == "/cite/?actor=ada&edition=1"
    assert share.links()["CSV"] == "/timeline.csv?actor=ada&edition=1"


def test_the_code_to_embed(client, published):
    code = menu(client, '/?q="><b>&kind=legal-step').one("textarea").text
    frame = read(f"{code}").one("iframe")
    assert frame["src"] == "http://testserver/embed/?q=%22%3E%3Cb%3E&kind=legal-step"
    assert frame["title"] == 'Aftermath: Legal steps matching "><b>'
    assert set(frame.attributes) == {"src", "title", "width", "height", "loading"}


@pytest.mark.parametrize(
    ("path", "noun", "view"),
    [("/actors/ada/", "actor", "actor=ada"), ("/places/old-bridge/", "place", "place=old-bridge")],
)
def test_an_actor_and_a_place_are_shared_with_their_events(client, published, path, noun, view):
    share = menu(client, path)
    assert fields(share) == (
        f"http://testserver{path}",
        f"http://testserver{path}?edition=1",
    )
    assert share.links()[f"Citations of this {noun}"] == f"/cite/?{view}"
    assert share.links()["CSV"] == f"/timeline.csv?{view}"
    assert f"/embed/?{view}" in share.one("textarea").text
    old = menu(client, f"{path}?edition=1")
    assert old.links()["CSV"] == f"/timeline.csv?{view}&edition=1"


@pytest.mark.parametrize(
    ("path", "noun", "more"),
    [
        ("/events/review/", "event", ["Embed this event in another page"]),
        ("/sources/courier-bridge/", "source", []),
    ],
)
def test_an_event_and_a_source_are_no_views(client, published, path, noun, more):
    share = menu(client, path)
    assert fields(share) == (f"http://testserver{path}", f"http://testserver{path}?edition=1")
    assert [summary.text for summary in share.all("summary")] == [
        "Share, cite", "Cite Chicago, APA, MLA, Wikipedia, BibTeX, RIS", *more,
    ]  # fmt: skip
    assert share.links() == {f"Citations of this {noun}": f"{path}cite/"}
    old = menu(client, f"{path}?edition=1")
    assert old.links() == {f"Citations of this {noun}": f"{path}cite/?edition=1"}


def test_the_fragment_has_it_too(client, published):
    page = page_of(client.get(VIEW, headers={"HX-Request": "true"}))
    assert page.one("details", id="share").links()["CSV"] == (
        "/timeline.csv?kind=legal-step&actor=ada"
    )


def test_every_field_and_button_has_a_name(client, published):
    share = menu(client, VIEW)
    labelled = {label["for"] for label in share.all("label")}
    for field in share.all("input") + share.all("textarea"):
        assert field["id"] in labelled or field["aria-label"]
    assert [b.text for b in share.all("button")] == [
        "Copy the link", "Copy the permanent link", "Copy the code",
    ]  # fmt: skip
    copied = {button["data-copy"] for button in share.all("button")}
    assert copied <= {e["id"] for e in share.all() if e["id"]}


def test_an_event_is_embedded_by_itself(client, published):
    page = page_of(client.get("/events/tally/?edition=1"))
    code = page.one("details", id="share").one("textarea").text
    assert 'src="http://testserver/embed/events/tally/?edition=1"' in code
    assert 'title="Aftermath: The crew counts vehicles"' in code
    assert client.get("/embed/events/tally/?edition=1").status_code == 200
