"""Tests that stand on corpora see their own alone, whoever wrote what before them."""

import pytest

from tests import corpora
from tests.timeline_data import Desk
from timeline.curation.models import Actor, Event
from timeline.editions.models import Edition


def write_much(desk: Desk) -> None:
    desk.change(desk.events["review"], title="Another title")
    desk.withdraw("tally")
    desk.actor("newcomer", "A newcomer")
    desk.publish("Much.")


@pytest.mark.parametrize("time", ["first", "second"])
def test_each_finds_the_corpus_as_it_was_made(published, time):
    assert list(Edition.objects.values_list("number", flat=True)) == [1]
    assert published.events["review"].title == "A court reviews the closing"
    assert Event.objects.get(slug="review").title == "A court reviews the closing"
    assert Event.objects.filter(stage="approved").count() == 8
    assert "newcomer" not in published.actors
    write_much(published)


@pytest.mark.parametrize("time", ["first", "second"])
def test_another_corpus_has_nothing_of_it(long, client, time):
    assert Event.objects.count() == 120
    assert list(Actor.objects.values_list("slug", flat=True)) == ["guard"]
    assert client.get("/timeline.json").json()["total"] == 120
    long.withdraw("entry-000")


def test_an_empty_database_is_empty(db, desk):
    assert not Event.objects.exists()
    assert not Edition.objects.exists()
    desk.phase("one", "One")


def test_a_third_has_its_two_editions(republished):
    assert list(Edition.objects.values_list("number", flat=True)) == [2, 1]
    assert republished.actors["ada"].name == "Ada Hale"


def test_one_corpus_a_test():
    assert corpora.corpus_of(["client", "db", "long"], "t") == "long"
    assert corpora.corpus_of(["client", "db"], "t") is None
    with pytest.raises(pytest.UsageError, match="t stands on long and published: one corpus"):
        corpora.corpus_of(["published", "long"], "t")


def test_a_name_is_given_once():
    def published():
        raise AssertionError

    with pytest.raises(AssertionError, match="two corpora by the name “published”"):
        corpora.corpus(published)
