"""Excerpts that their source's text does not prove."""

import pytest
from django.contrib.auth.models import Permission
from hypothesis import given
from hypothesis import strategies as st

from tests import factories
from tests.html import page_of
from timeline.curation import actions, proof
from timeline.curation.errors import ActionRefusedError
from timeline.curation.models import Event, Excerpt
from timeline.curation.proof import (
    excerpts_with_text,
    fallen,
    passage_problem,
    place_of,
    to_recheck,
)

WORDS = st.lists(st.sampled_from(["a", "b", " ", "-", "—", "á", "a\u0301", "’"]), max_size=14).map(
    "".join
)


@given(
    WORDS,
    WORDS.filter(lambda quote: quote.strip()),
    st.sampled_from(["", "a", " b"]),
    st.sampled_from(["", "b", " a"]),
)
def test_an_excerpt_stands_exactly_when_it_has_no_problem(text, quote, prefix, suffix):
    excerpt = Excerpt(quote=quote, prefix=prefix, suffix=suffix)
    place = place_of(excerpt, text)
    problem = passage_problem(quote, text or "nothing", prefix=prefix, suffix=suffix)
    assert (place is None) == (problem is not None)
    if place:
        assert text[slice(*place)] == quote


def test_without_a_text_nothing_has_fallen():
    assert fallen([Excerpt(quote="a")], "") == []


@pytest.fixture
def fallen_ones(db):
    """Two excerpts that do not stand, one that does, and one without a text to stand in."""
    second, first = factories.source(slug="second"), factories.source(slug="first")
    factories.excerpt(factories.event(slug="met"), source=second)
    wrong = factories.excerpt(factories.event(slug="left"), source=second, quote="Not there.")
    twice = factories.excerpt(
        factories.event(slug="again"), source=first, quote="The committee met again."
    )
    bare = factories.source(slug="bare", text="")
    factories.excerpt(factories.event(slug="bare"), source=bare, quote="Not there.")
    return twice, wrong


def test_the_list_holds_what_does_not_stand_by_source(fallen_ones, django_assert_num_queries):
    with django_assert_num_queries(3):  # how many there are, these, and their texts
        found = to_recheck(excerpts_with_text().page(1))
        named = [(one.excerpt.event.slug, str(one.excerpt.source)) for one in found]
    twice, wrong = fallen_ones
    assert [one.excerpt for one in found] == [twice, wrong]
    assert named == [("again", str(twice.source)), ("left", str(wrong.source))]
    assert found[0].problem.startswith("The excerpt “again-1” is 2 times in the text of “first”: “")
    assert found[1].problem.startswith("The excerpt “left-1” is not in the text of “second”.")


def test_a_page_goes_through_so_many_excerpts_and_no_more(fallen_ones, monkeypatch):
    monkeypatch.setattr(proof, "AT_ONCE", 2)
    pages = excerpts_with_text()
    assert (pages.count, pages.num_pages) == (3, 2)
    slugs = [[one.excerpt.slug for one in to_recheck(pages.page(n))] for n in (1, 2)]
    assert slugs == [["again-1"], ["left-1"]]


def test_the_nearest_passage_is_looked_up_for_the_first_ones_alone(fallen_ones, monkeypatch):
    page = excerpts_with_text().page(1)
    plain = "does not stand in the text word for word, exactly once."
    monkeypatch.setattr(proof, "passage_problem", lambda *args, **kwargs: "is looked up")
    for most, expected in (
        (2, ["is looked up", "is looked up"]), (1, ["is looked up", plain]), (0, [plain, plain])
    ):  # fmt: skip
        assert [
            one.problem.partition("” ")[2] for one in to_recheck(page, explain=most)
        ] == expected


def test_one_text_is_in_memory_at_a_time(fallen_ones, monkeypatch):
    seen = []
    monkeypatch.setattr(
        proof, "fallen", lambda group, text: seen.append((len(group), text[:20])) or []
    )
    assert to_recheck(excerpts_with_text().page(1)) == []
    assert seen == [(1, factories.TEXT[:20]), (2, factories.TEXT[:20])]


def test_the_page_says_why_and_leads_to_where_it_is_mended(curator_client, fallen_ones):
    twice, wrong = fallen_ones
    page = page_of(curator_client.get("/admin/work/recheck/"))
    assert page.one("h2").text == "2 in this list"
    first, second = page.one("ul", class_="review-rows").all("li")
    assert first.one("p", class_="review-title").text == "again-1: “The committee met again.”"
    assert first.links() == {
        "again-1: “The committee met again.”": f"/admin/review/{twice.event_id}/",
        "Edit again-1: “The committee met again.”": f"/admin/curation/excerpt/{twice.pk}/change/",
        "Look for it: again-1: “The committee met again.”": (
            f"/admin/curation/source/{twice.source_id}/read/"
            "?excerpt=again-1&quote=The%20committee%20met%20again.#mark-panel"
        ),
    }
    assert second.one("blockquote").text.startswith("The excerpt “left-1” is not in the text of")
    look = next(url for name, url in second.links().items() if name.startswith("Look for it"))
    found = curator_client.get(look.partition("#")[0])
    assert found.context["panel"].pasted == "Not there."
    assert found.context["panel"].corrects == wrong


def test_who_may_not_mark_is_not_sent_to_look(fallen_ones):
    viewer = factories.user("vera", is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_event"))
    page = page_of(factories.client_of(viewer).get("/admin/work/recheck/"))
    assert len(page.all("blockquote")) == 2
    assert "Look for it" not in page.text


def test_pages_of_the_list(editor_client, fallen_ones, monkeypatch):
    monkeypatch.setattr(proof, "AT_ONCE", 1)
    page = page_of(editor_client.get("/admin/work/recheck/?p=2"))
    assert "None on this page." in page.text
    assert page.one("nav", aria_label="Pages of this list").text == (
        "Page 2 of 3, the one before, the next one"
    )
    assert page.one("nav", aria_label="Pages of this list").links() == {
        "the one before": "?p=1", "the next one": "?p=3",
    }  # fmt: skip
    assert "1 on this page" in page_of(editor_client.get("/admin/work/recheck/?p=3")).text
    assert editor_client.get("/admin/work/recheck/?p=4").status_code == 404
    assert editor_client.get("/admin/work/mine/?p=2").status_code == 404
    [tile] = [
        tile for tile in page_of(editor_client.get("/admin/")).all("li", class_="review-tile")
        if "check again" in tile.text
    ]  # fmt: skip
    assert tile.one("a").text == "1 Excerpts to check again"
    assert tile.one("small").text == "among the first 1 of 3"


@pytest.mark.parametrize("number", ["0", "-1", "x", "", "1_0", "٢", "9999999", "1 2"])
def test_what_is_no_page_number_is_refused(editor_client, number):
    assert editor_client.get("/admin/work/recheck/", {"p": number}).status_code == 400


def test_nothing_to_check_again(editor_client):
    factories.excerpt(factories.event())
    page = page_of(editor_client.get("/admin/work/recheck/"))
    assert "Every excerpt stands in the text of its source, where there is a text." in page.text
    assert page.all("nav", aria_label="Pages of this list") == []


def test_there_is_one_page_for_it(editor_client):
    response = editor_client.get("/admin/curation/source/recheck/", follow=True)
    assert response.redirect_chain[-1][0] == "/admin/"
    assert "doesn’t exist" in response.content.decode()


@pytest.mark.django_db
def test_a_new_text_makes_approved_events_drafts_however_it_is_saved(curator, editor):
    event = factories.approved(slug="met")
    source = event.excerpts.get().source
    other = factories.approved(slug="kept")
    waiting = factories.event(slug="waiting")
    factories.excerpt(waiting, source=source, quote="Nobody answered questions.")
    waiting = actions.submit_for_review(waiting, by=curator)

    source.text = "Another text."
    source.full_clean()
    actions.record_change(source, by=curator)
    event.refresh_from_db()
    assert (event.stage, event.decided_by) == ("draft", None)
    row = event.history.first()
    assert row.history_user == curator
    assert row.history_change_reason == (
        f"An excerpt does not stand in the new text of {source.slug}"
    )
    assert Event.objects.get(pk=other.pk).stage == "approved"
    assert Event.objects.get(pk=waiting.pk).stage == "in-review"
    event = actions.submit_for_review(event, by=curator)
    with pytest.raises(ActionRefusedError, match="is not in the text"):
        actions.approve(event, by=editor)


@pytest.mark.django_db
def test_going_back_to_an_older_text_counts_too(curator, editor):
    source = factories.source(text="An older text.")
    row = source.history.first()
    actions.replace_text(source, text=factories.TEXT, by=curator)
    event = factories.event()
    factories.excerpt(event, source=source)
    actions.approve(actions.submit_for_review(event, by=curator), by=editor)
    source.refresh_from_db()
    actions.revert(source, to=row, by=editor)
    assert Event.objects.get(pk=event.pk).stage == "draft"
