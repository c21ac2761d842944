"""The front page: the story, and the list from where it begins. In a browser: tests/browser."""

import pytest

from tests.html import page_of
from timeline.editions.kinds import Kind
from timeline.reader.pages import front
from timeline.reader.show.story import ToldStep, ToldStory


def titles(page):
    return page.texts("h4")


@pytest.fixture
def begins(monkeypatch):
    """begins(slug): the story is one step, the event of that slug."""

    def told(slug):
        def story_of(reading):
            record = reading.snapshot.record(Kind.EVENT, slug)
            rank = reading.index.rank_of(record.pk)
            return ToldStory(
                "The story", [ToldStep(1, record.document, rank, "A step")], written=True
            )

        front._kept.cache_clear()
        monkeypatch.setattr(front, "story_of", story_of)

    yield told
    front._kept.cache_clear()


def test_the_story_stands_beside_the_picture_with_what_each_step_rests_on(
    client, published, begins
):
    begins("closing")
    steps = page_of(client.get("/")).one("ol", class_="steps")
    assert steps.links() == {
        "1A step 3 January 2020 · 3 excerpts · 2 independent origins": ("/events/closing/?story=1")
    }


def test_what_comes_before_the_story_is_folded_and_at_hand(client, published, begins):
    begins("closing")
    page = page_of(client.get("/"))
    earlier = page.one("details", id="earlier")
    assert earlier.all("summary")[0].text == "Earlier: 2 events, 2019 to 2020"
    assert titles(earlier) == ["The ministry plans works", "The mayor meets Ben Cole"]
    assert titles(page)[2] == "The Old Bridge closes"
    assert len(titles(page)) == 8


def test_where_more_comes_before_than_a_page_holds_the_list_begins_further_on(client, long, begins):
    begins("entry-070")
    page = page_of(client.get("/"))
    assert titles(page) == [f"Entry {n}" for n in range(70, 90)]
    (earlier,) = page.all("p", class_="earlier")
    assert earlier.links() == {"The log: 70 events, 2015": "/?to=2015-03-11"}
    assert page.one("nav", aria_label="Pages").links() == {"Next page": "/?page=4"}
    assert page_of(client.get("/?to=2015-03-11")).one(class_="tools-count").text == "70 events"
    # The pages of the timeline are what they are in every form of it.
    assert titles(page_of(client.get("/?page=2"))) == [f"Entry {n}" for n in range(30, 60)]
    data = client.get("/timeline.json").json()
    assert data["events"][0]["slug"] == "entry-000"


@pytest.mark.parametrize("address", ["/?sort=newest", "/?page=2", "/?kind=visit", "/?q=entry"])
def test_any_other_view_has_results_first_and_no_story(client, long, address):
    page = page_of(client.get(address))
    assert page.all("ol", class_="steps") == []
    assert page.all(id="earlier") == []


def test_an_edition_has_its_own_front_page(client, republished):
    old, new = (page_of(client.get(address)) for address in ("/?edition=1", "/"))
    assert old.all("ol", class_="steps")
    assert all("edition=1" in a["href"] for a in old.one("ol", class_="steps").all("a"))
    assert not any("edition" in a["href"] for a in new.one("ol", class_="steps").all("a"))
