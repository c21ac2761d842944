"""The pages of all editions, of one, and of what differs between two."""

from datetime import UTC, datetime

import pytest

from tests.html import Element, page_of
from tests.timeline_data import Desk, forget_indexes
from timeline.curation.actions import rename
from timeline.editions.models import Edition
from timeline.reader.door.caching import LATEST, PERMANENT, UNSETTLED

NOTE_1, NOTE_2 = "The first edition.", "A name, a title, and one event less."


def groups(page: Element) -> dict[str, list[str]]:
    return {
        group.one("h2").text: group.texts("h3") for group in page.all("section", class_="group")
    }


def fields(page: Element, name: str) -> list[tuple[str, str]]:
    """Each changed field with its words; what was removed in [], what was added in {}."""
    article = page.one("article", id=name)
    told = []
    for row in article.one("dl").all("div"):
        text = ""
        for part in row.one("dd").content:
            if isinstance(part, str):
                text += part
                continue
            words = "".join(one for one in part.content if isinstance(one, str))
            text += f"[{words}]" if part.tag == "del" else f"{{{words}}}"
        told.append((row.one("dt").text, text))
    return told


# -- all editions ----------------------------------------------------------------------------------


def test_all_editions_the_latest_first(client, republished):
    page = page_of(client.get("/editions/"))
    assert page.one("title").text == "Editions | Aftermath"
    assert page.one("footer").one(aria_current="page").text == "All editions"
    second, first = page.one("ol", class_="editions").all("li")
    assert second.one("h2").text == "Edition 2 2 April 2026"
    assert NOTE_2 in second.text
    assert "7 events: 0 added, 1 changed, 1 withdrawn" in second.text
    assert second.links() == {
        "Edition 2": "/editions/2/",
        "Read the timeline of edition 2": "/?edition=2",
        "What changed in edition 2": "/editions/1...2/",
    }
    assert second.one("code").text == Edition.objects.get(pk=2).sha256
    assert "8 events ·" in first.text
    assert list(first.links()) == ["Edition 1", "Read the timeline of edition 1"]


def test_an_edition_knows_only_those_before_it(client, republished):
    page = page_of(client.get("/editions/?edition=1"))
    assert page.texts("h2") == ["Edition 1 1 March 2026"]


def test_who_published_is_no_part_of_what_is_published(client, republished):
    editor = republished.editor
    editor.first_name, editor.username = "Jocasta", "jocasta"
    editor.save()
    for path in ("/editions/", "/editions/2/", "/editions/1...2/", "/editions/2/records.jsonl"):
        assert b"ocasta" not in b"".join(client.get(path))


# -- one edition -----------------------------------------------------------------------------------


SSH = (
    "ssh-keygen -Y verify -n edition -I editions@testserver -f signers.txt -s digests.txt.sig "
    "< digests.txt"
)


def test_one_edition(client, republished):
    page = page_of(client.get("/editions/2/"))
    digest, at = Edition.objects.get(pk=2).sha256, "http://testserver/editions/2"
    program = "http://testserver/verify.py"
    assert page.one("h1").text == "Edition 2"
    assert page.one(class_="stand").text == f"Published on 2 April 2026, 12:00 UTC. {NOTE_2}"
    assert "Of events it added 0, changed 1 and withdrew 1." in page.text
    codes = page.one("section", aria_labelledby="verify").texts("code")
    assert codes[4:] == [
        "digests.txt.sig", "digests.txt.tsr",
        SSH,
        "openssl ts -verify -data digests.txt -in digests.txt.tsr -CAfile authority.pem",
    ]  # fmt: skip
    assert codes[:4] == [
        digest, "curl -s http://testserver/editions/2/digests.txt | sha256sum",
        f"curl -O {at}/digests.txt -O {at}/edition.json -O {at}/records.jsonl -O {program}",
        f"python3 verify.py . 2={digest}",
    ]  # fmt: skip
    assert page.one(class_="tally").links() == {
        "Read the timeline as this edition has it": "/?edition=2",
        "What changed since edition 1": "/editions/1...2/",
    }
    holds = page.one("section", aria_labelledby="holds")
    assert dict(zip(holds.texts("dt"), holds.texts("dd"), strict=True)) == {
        "Events": "7", "Disagreements": "0", "Sources": "5", "Publishers": "3", "Actors": "4",
        "Places": "3", "Phases": "3",
    }  # fmt: skip
    assert "It is the first edition" in page_of(client.get("/editions/1/")).text


def test_the_media_types(client, published):
    for name, media in (
        ("digests.txt", "text/plain; charset=utf-8"),
        ("records.jsonl", "application/jsonl; charset=utf-8"),
        ("edition.json", "application/json"),
    ):
        response = client.get(f"/editions/1/{name}")
        assert (response["Content-Type"], response["Cache-Control"]) == (media, PERMANENT)
        tag = {"If-None-Match": response["ETag"]}
        assert client.get(f"/editions/1/{name}", headers=tag).status_code == 304
        assert client.get(f"/editions/7/{name}").status_code == 404


# -- two editions ----------------------------------------------------------------------------------


def test_what_changed(client, republished):
    page = page_of(client.get("/editions/1...2/"))
    assert page.one("h1").text == "From edition 1 to edition 2"
    assert groups(page) == {
        "Events": [
            "Changed A court looks at the closing again",
            "Withdrawn The mayor meets Ben Cole",
        ],
        "Disagreements": ["Withdrawn How many vehicles were turned back?"],
        "Actors": ["Changed Ada Hale", "Withdrawn Ben Cole"],
        "Places": ["Withdrawn South Isle"],
    }
    rows = page.one("table").one("tbody").all("tr")
    assert [(row.one("th").text, row.texts("td"), row.one("a")["href"]) for row in rows] == [
        ("Events", ["0", "1", "0", "0", "1"], "?kind=event"),
        ("Disagreements", ["0", "0", "0", "0", "1"], "?kind=dispute"),
        ("Actors", ["0", "1", "0", "0", "1"], "?kind=actor"),
        ("Places", ["0", "0", "0", "0", "1"], "?kind=place"),
    ]


def test_a_change_word_by_word(client, republished):
    page = page_of(client.get("/editions/1...2/"))
    assert fields(page, "event-review") == [
        ("Title", "A court [reviews]{looks at} the closing{ again}")
    ]
    assert fields(page, "actor-ada") == [("Name", "Ada [Reed]{Hale}")]
    review = page.one("article", id="event-review")
    # Struck through and underlined for the eye, and in words for the ear.
    assert review.one("del").texts("span") == ["removed:", "end of what was removed."]
    assert review.all("ins")[0].texts("span") == ["added:", "end of what was added."]
    assert review.links() == {
        "A court looks at the closing again": "/events/review/?edition=2",
        "As edition 1 had it: A court looks at the closing again": "/events/review/?edition=1",
        "As edition 2 has it: A court looks at the closing again": "/events/review/?edition=2",
    }


def test_what_was_withdrawn_leads_to_the_edition_that_had_it(client, republished):
    gone = page_of(client.get("/editions/1...2/")).one("article", id="event-meeting")
    assert gone.links() == {
        "The mayor meets Ben Cole": "/events/meeting/?edition=1",
        "As edition 1 had it: The mayor meets Ben Cole": "/events/meeting/?edition=1",
    }
    assert "January 2020. The mayor meets Ben Cole, as sources say." in gone.text
    for href in gone.links().values():
        assert client.get(href).status_code == 200


def test_every_link_of_a_comparison_is_there(client, republished):
    page = page_of(client.get("/editions/1...2/"))
    for link in page.one("main").all("a"):
        href = link["href"]
        assert client.get(href if href[0] == "/" else f"/editions/1...2/{href}").status_code == 200


def test_fields_with_names_for_slugs_and_phrases_for_dates(client, published: Desk):
    event = published.events["tally"]
    event.places.set([published.places["south-isle"]])
    event.excerpts.filter(slug="tally-1").update(quote="Thirteen vehicles were turned back.")
    event.excerpts.filter(slug="tally-2").delete()
    event.participations.create(actor=published.actors["ben"], role="host")
    published.change(event, date="2020-01-04", phase=published.phases["after"], kind="denial",
                     date_note="Worked out.")  # fmt: skip
    published.publish("Much.")
    page = page_of(client.get("/editions/1...2/"))
    told = fields(page, "event-tally")
    assert [label for label, _ in told] == [
        "Date", "Note on the date", "Phase", "Kind", "Who takes part", "Where", "Where",
        "Excerpt tally-1: quote", "Excerpt",
    ]  # fmt: skip
    by_label = dict(told)
    assert by_label["Date"] == ("[3 to 5]{4} January 2020 ([2020-01-03/2020-01-05]{2020-01-04})")
    assert by_label["Phase"] == "[The closing]{Afterwards}"
    assert by_label["Kind"] == "[Finding]{Denial}"
    assert by_label["Note on the date"] == "{Worked out.}"
    assert by_label["Excerpt tally-1: quote"] == "[Twelve]{Thirteen} vehicles were turned back."
    assert by_label["Excerpt"] == "[“no vehicle waited” (Ministry of Works, Old Bridge closes)]"
    assert by_label["Who takes part"] == "{Ben Cole, host}"
    assert [text for label, text in told if label == "Where"] == ["{South Isle}", "[Old Bridge]"]


def test_a_rename_is_told_as_one(client, published: Desk):
    rename(published.events["review"], to="court-review", by=published.editor)
    published.publish("A better address.")
    page = page_of(client.get("/editions/1...2/"))
    assert groups(page) == {"Events": ["Renamed A court reviews the closing"]}
    assert fields(page, "event-court-review") == [
        ("Former name in addresses", "{review}"),
        ("Name in addresses", "[review]{court-review}"),
    ]
    links = page.one("article", id="event-court-review").links()
    assert "/events/review/?edition=1" in links.values()
    assert "/events/court-review/?edition=2" in links.values()


def test_one_kind_or_one_thing_alone(client, republished):
    page = page_of(client.get("/editions/1...2/?kind=actor"))
    assert list(groups(page)) == ["Actors"]
    assert page.one("table").one(aria_current="true").text == "Actors"
    assert page.one("main").links()["Show all 6"] == "/editions/1...2/"
    page = page_of(client.get("/editions/1...2/?kind=event&slug=review"))
    assert groups(page) == {"Events": ["Changed A court looks at the closing again"]}
    page = page_of(client.get("/editions/1...2/?kind=event&slug=closing"))
    assert "The event “closing” is alike in both editions, or in neither." in page.text


def test_a_long_comparison_has_pages(client, long):
    for number in range(60):
        long.change(long.events[f"entry-{number:03}"], title=f"Entry {number}, corrected")
    long.publish("Many.", datetime(2026, 5, 1, tzinfo=UTC))
    first = page_of(client.get("/editions/1...2/"))
    second = page_of(client.get("/editions/1...2/?page=2"))
    assert [len(page.all("article")) for page in (first, second)] == [30, 30]
    assert first.one("nav", class_="pages").links() == {"Next page": "?page=2"}
    assert second.one("nav", class_="pages").links() == {"Previous page": "?"}
    response = client.get("/editions/1...2/?page=3")
    assert response.status_code == 400
    assert page_of(response).one("main").texts("li") == [
        "There is no page 3: this comparison has 2."
    ]


def test_the_other_way_round_redirects(client, republished):
    response = client.get("/editions/2...1/")
    assert (response.status_code, response["Location"]) == (301, "/editions/1...2/")


# -- bad input -------------------------------------------------------------------------------------


def test_an_edition_and_itself(client, republished):
    response = client.get("/editions/2...2/")
    assert response.status_code == 400
    assert page_of(response).one("main").texts("li") == [
        "Edition 2 differs in nothing from itself: name two editions."
    ]


@pytest.mark.parametrize("path", ["/editions/3/", "/editions/1...3/"])
def test_an_edition_that_does_not_exist(client, republished, path):
    response = client.get(path)
    assert response.status_code == 404
    assert page_of(response).one("main").texts("li") == ["There is no edition 3. The latest is 2."]
    assert response["Cache-Control"] == UNSETTLED


@pytest.mark.parametrize(
    "path",
    [
        "0",
        "01",
        "abc",
        "1_0",
        "9999999",
        "%D9%A1",
        "1..2",
        "1...",
        "...2",
        "1...b",
        "-1...2",
        "1....2",
    ],
)
def test_what_is_no_number_is_not_found(client, republished, path):
    assert client.get(f"/editions/{path}/").status_code == 404


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("kind=banana",
         ("“banana” is no kind of thing here. Choose one of: event, dispute, source, "
          "publisher, actor, place, phase, site, story, gap, term.")),
        ("slug=review", "“slug” needs “kind”: two things of different kinds may have one slug."),
        ("page=0", "“0” is not the number of a page."),
        ("page=1_0", "“1_0” is not the number of a page."),
        ("page=99999999999", "“99999999999” is not the number of a page."),
        ("edition=1",
         "This page has no parameter “edition”; it takes “kind”, “slug”, “page”."),
        ("%3Cscript%3E=1",
         "This page has no parameter “<script>”; it takes “kind”, “slug”, “page”."),
    ],
)  # fmt: skip
def test_bad_values_are_named(client, republished, query, problem):
    response = client.get(f"/editions/1...2/?{query}")
    assert response.status_code == 400
    assert page_of(response).one("main").texts("li") == [problem]
    assert b"<script>" not in response.content


def test_nul_and_surrogates_do_no_harm(client, republished):
    for text in ("a%00b", "%ED%A0%80", "%00"):
        response = client.get(f"/editions/1...2/?kind=event&slug={text}")
        assert response.status_code == 200


def test_tracking_parameters_are_taken(client, republished):
    assert client.get("/editions/1...2/?utm_source=x").status_code == 200
    assert client.get("/editions/2/?fbclid=x").status_code == 200
    assert client.get("/editions/2/?colour=red").status_code == 400


@pytest.mark.parametrize("path", ["/editions/", "/editions/1/", "/editions/1...2/"])
def test_before_the_first_edition(client, db, path):
    assert client.get(path).status_code == 503


@pytest.mark.parametrize("path", ["/editions/1/", "/editions/1...2/", "/editions/1/digests.txt"])
def test_nothing_can_be_sent(client, republished, path):
    assert client.post(path).status_code == 405


# -- caching, queries ------------------------------------------------------------------------------


def test_what_never_changes_is_kept_for_ever(client, republished):
    for path in ("/editions/1/", "/editions/1...2/", "/editions/1...2/?kind=event"):
        response = client.get(path)
        assert response["Cache-Control"] == PERMANENT
        tag = {"If-None-Match": response["ETag"]}
        assert client.get(path, headers=tag).status_code == 304
        assert not response.cookies
    assert client.get("/editions/")["Cache-Control"] == LATEST


def test_what_never_changes_does_not_change_with_the_next_edition(client, republished):
    paths = ["/editions/1/", "/editions/2/", "/editions/1...2/", "/events/review/?edition=1"]
    before = [client.get(path).content for path in paths]
    republished.change(republished.events["review"], title="Another title")
    republished.publish("Third.", datetime(2026, 5, 1, tzinfo=UTC))
    assert [client.get(path).content for path in paths] == before


def test_a_comparison_gives_the_reasons_of_the_editions_between(client, republished):
    desk = republished
    desk.change(desk.events["review"], title="Another title")
    reasons = {("event", "review"): "The court is named in full."}
    desk.publish("Third.", datetime(2026, 5, 1, tzinfo=UTC), reasons=reasons)
    adjacent = page_of(client.get("/editions/2...3/"))
    assert adjacent.texts("p", class_="why") == ["Why: The court is named in full."]
    further = page_of(client.get("/editions/1...3/?kind=event&slug=review"))
    assert further.texts("p", class_="why") == ["Why, in edition 3: The court is named in full."]
    assert page_of(client.get("/editions/1...2/")).texts("p", class_="why") == []


def test_queries(client, republished, django_assert_num_queries):
    forget_indexes()
    # The edition, its index, all editions; how many signatures and stamps there are, and theirs.
    with django_assert_num_queries(5):
        client.get("/editions/")
    # The edition; the one before, what differs, documents, reasons.
    with django_assert_num_queries(5):
        client.get("/editions/2/")
    with django_assert_num_queries(6):  # of which one for the index of the earlier edition, once
        client.get("/editions/1...2/")
    # Both editions, what differs, documents, reasons.
    with django_assert_num_queries(5):
        client.get("/editions/1...2/")
    tag = {"If-None-Match": client.get("/editions/1...2/")["ETag"]}
    with django_assert_num_queries(1):
        client.get("/editions/1...2/", headers=tag)
