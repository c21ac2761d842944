"""An event's review page: what it shows, and what one may do there."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from tests import factories
from tests.desk.pages import messages_of
from tests.html import page_of
from timeline.curation import actions
from timeline.curation.models import Comment, Event
from timeline.editions.publish import publish

pytestmark = pytest.mark.django_db

TEXT = (
    "The day began quietly. Nobody was at the gate. The minister arrived at nine. "
    "“We will answer in our own time,” he said. Then he left. The crowd stayed until noon."
)


def address(event):
    return f"/admin/review/{event.pk}/"


def press(client, event, do, **values):
    stored = Event.objects.get(pk=event.pk)
    data = {"do": do, "version": str(stored.version)} | values
    return client.post(address(event), data, follow=True)


def stage_of(event):
    return Event.objects.get(pk=event.pk).stage


def checks(client, event):
    found = client.get(address(event)).context["review"].checks
    return [(check.blocks, check.text) for check in found]


# -- what it shows ---------------------------------------------------------------------------------


def test_an_excerpt_stands_in_its_context(editor_client):
    event = factories.event()
    factories.excerpt(event, source=factories.source(text=TEXT))
    response = editor_client.get(address(event))
    assert response.status_code == 200
    page = page_of(response)
    shown = page.one("p", class_="review-context")
    assert shown.text == (
        "The day began quietly. Nobody was at the gate. The minister arrived at nine. “"
        "[excerpt:] We will answer in our own time, [end of excerpt]"
        "” he said. Then he left. The crowd stayed until noon."
    )
    assert "We will answer in our own time," in shown.one("mark").text


def test_only_some_sentences_around_the_excerpt_are_shown(editor_client):
    event = factories.event()
    text = f"{'Far away. ' * 100}Just before. {factories.QUOTE} Just after. {'Far off. ' * 100}"
    factories.excerpt(event, source=factories.source(text=text))
    [passage] = editor_client.get(address(event)).context["review"].passages
    around = passage.context
    assert around.passage == factories.QUOTE
    assert around.before.startswith("Far away. ")
    assert around.before.endswith("Just before. ")
    assert around.after.startswith(" Just after. Far off.")
    assert around.after.endswith("Far off.")
    assert 300 < len(around.before) <= 400
    assert 300 < len(around.after) <= 400
    assert around.cut_before
    assert around.cut_after


def test_without_a_text_that_is_said(editor_client):
    event = factories.event()
    factories.excerpt(event, source=factories.source(text=""))
    page = editor_client.get(address(event)).content.decode()
    assert "The source has no text here, so the passage cannot be shown in its context." in page
    assert factories.QUOTE in page


def test_an_excerpt_that_is_not_found_shows_the_nearest_passage(editor_client):
    event = factories.event()
    source = factories.source(text=TEXT, slug="paper")
    excerpt = factories.excerpt(event, source=source, quote="We will answer in their own time,")
    [passage] = editor_client.get(address(event)).context["review"].passages
    assert passage.context.near
    assert passage.context.passage == "We will answer in our own time,"
    assert passage.context.problem.startswith(
        f"The excerpt “{excerpt.slug}” is not in the text of “paper”."
    )


def test_origins_are_counted_as_the_public_page_counts_them(editor_client):
    agency = factories.publisher(name="The Agency", nature="news agency")
    copyist = factories.publisher(name="The Copyist")
    first = factories.source(publisher=agency)
    copied = factories.source(publisher=copyist, republishes=first)
    other = factories.source(publisher=factories.publisher(name="Another"))
    event = factories.event()
    factories.excerpt(event, source=first)
    factories.excerpt(event, source=copied)
    factories.excerpt(event, source=other, stance="disputes")
    review = editor_client.get(address(event)).context["review"]
    assert [(o.name, o.nature, o.read_at) for o in review.origins] == [
        ("The Agency", "news agency", ["The Copyist"])
    ]
    page = editor_client.get(address(event)).content.decode()
    assert "3 excerpts, 1 independent origin<" in page
    assert "words of The Agency" in page


def test_what_is_missing(editor_client):
    event = factories.event(title="Met", slug="met")
    assert checks(editor_client, event) == [
        (True, "It has no excerpt. Add at least one, copied from its source."),
        (False, "Nothing says how its date is known."),
    ]
    paper = factories.source(title="Report", publisher=factories.publisher(name="Paper"))
    note = factories.source(
        title="Note", publisher=paper.publisher, text="", archived_url="https://archive.example/a"
    )
    factories.excerpt(event, source=paper, quote="Zebras!")
    factories.excerpt(event, source=note, quote="سلام", language="fa")
    factories.participation(event, actor=factories.actor(name="Ada"))
    factories.participation(event, actor=factories.actor(name="Ben", description="A clerk."))
    assert checks(editor_client, event) == [
        (True, f"The excerpt “met-1” is not in the text of “{paper.slug}”."),
        (False, "The excerpt “met-2” is in another language (fa) and has no English translation."),
        (False, "The source “Report (Paper)” has no archived copy."),
        (False, "The source “Note (Paper)” has no text here to prove its excerpts by."),
        (False, "It stands on a single origin."),
        (False, "Nothing says how its date is known."),
        (False, "The actor “Ada” has no description."),
    ]


def test_with_nothing_missing(editor_client):
    event = factories.event(date_basis="day stated")
    archived = "https://archive.example/a"
    factories.excerpt(event, source=factories.source(archived_url=archived))
    factories.excerpt(event, source=factories.source(archived_url=archived))
    assert checks(editor_client, event) == []
    assert "Nothing is missing." in editor_client.get(address(event)).content.decode()


def test_what_changes_for_readers_is_shown_word_by_word(editor_client, editor, curator):
    event = factories.approved(title="The comittee met")
    page = editor_client.get(address(event)).content.decode()
    assert "It is not public: the next edition that has it shows it for the first time." in page
    publish(by=editor, note="First.")
    assert "It reads as it is public since edition 1." in (
        editor_client.get(address(event)).content.decode()
    )
    event.title = "The committee met"
    actions.record_change(event, by=curator)
    response = editor_client.get(address(event))
    page = page_of(response)
    assert page.one("del").text == "[removed:] comittee [end]"
    assert page.one("ins").text == "[added:] committee [end]"
    assert "Against what is public since edition 1." in page.text


def test_as_many_queries_for_many_excerpts(editor_client, django_assert_max_num_queries):
    event = factories.event()
    for _ in range(12):
        factories.excerpt(event)
        factories.participation(event)
    with django_assert_max_num_queries(36):
        assert editor_client.get(address(event)).status_code == 200
    actions.submit_for_review(event, by=factories.curator())
    with django_assert_max_num_queries(49):
        assert editor_client.get(address(event)).status_code == 200


# -- deciding --------------------------------------------------------------------------------------


def test_who_edited_last_is_told_that_another_has_to_approve(editor_client, editor, settings):
    own = factories.submitted(by=editor)
    page = editor_client.get(address(own)).content.decode()
    assert "This one holds some of yours, so another person has to approve it." in page
    settings.FOUR_EYES = False
    assert "Two people are needed" not in editor_client.get(address(own)).content.decode()


def test_from_review_and_back_with_a_list_of_decisions(curator_client, editor_client):
    event = factories.event(title="Met")
    factories.excerpt(event)
    press(curator_client, event, "submit", note="Please look at the date.")
    press(editor_client, event, "return", note="The date is wrong.")
    assert stage_of(event) == "draft"
    press(curator_client, event, "submit")
    response = press(editor_client, event, "approve", note="Well done.")
    assert messages_of(response) == ["“Met” was approved: the next edition publishes it."]
    press(editor_client, event, "take-back", note="Too early.")
    assert stage_of(event) == "in-review"
    press(editor_client, event, "withdraw", note="A hoax.")
    press(editor_client, event, "return", note="Not a hoax.")
    assert stage_of(event) == "draft"
    assert [
        (one.kind, one.by.username, one.note, one.version) for one in event.decisions.all()
    ] == [
        ("submitted", "cora", "Please look at the date.", 2),
        ("returned", "edith", "The date is wrong.", 3),
        ("submitted", "cora", "", 4),
        ("approved", "edith", "Well done.", 5),
        ("taken-back", "edith", "Too early.", 6),
        ("withdrawn", "edith", "A hoax.", 7),
        ("returned", "edith", "Not a hoax.", 8),
    ]
    page = page_of(editor_client.get(address(event))).text
    assert "Approval taken back by edith" in page
    assert "Too early." in page


@pytest.mark.parametrize("do", ["return", "take-back"])
def test_a_reason_is_required_and_nothing_is_done_without(editor_client, do):
    event = factories.submitted() if do == "return" else factories.approved()
    before = stage_of(event)
    response = press(editor_client, event, do, note="  ")
    assert response.redirect_chain == []
    assert response.context["refused"][0].startswith("Say why it is ")
    assert stage_of(event) == before


def test_a_long_reason_is_kept_whole(editor_client):
    event = factories.submitted()
    press(editor_client, event, "return", note="word " * 150)
    assert event.decisions.last().note == ("word " * 150).strip()
    assert event.history.first().history_change_reason == ("word " * 150)[:99] + "…"


def test_too_long_a_reason_is_refused_and_kept_as_typed(editor_client):
    event = factories.submitted()
    response = press(editor_client, event, "return", note="a" * 1001)
    assert response.context["refused"] == (
        "The reason has 1001 characters. Write at most 1000; what is longer goes into a comment.",
    )
    assert "a" * 1001 in response.content.decode()
    assert stage_of(event) == "in-review"


def test_what_was_changed_meanwhile_is_not_decided(editor_client):
    event = factories.submitted(title="Met")
    response = press(editor_client, event, "return", note="Kept as typed.", version="1")
    assert response.context["refused"][0].startswith("Not done: somebody changed this event")
    assert "Kept as typed.</textarea>" in response.content.decode()
    assert stage_of(event) == "in-review"


def test_the_wrong_stage_and_bad_input(editor_client):
    event = factories.event(title="Met")
    response = press(editor_client, event, "approve")
    assert response.context["refused"] == (
        "“Met” is draft; only what is in review can be approved.",
    )
    assert press(editor_client, event, "banana").status_code == 400
    assert press(editor_client, event, "resolve", comment="x").status_code == 400
    assert press(editor_client, event, "resolve", comment="999").status_code == 404
    control = press(editor_client, factories.submitted(), "return", note="a\x00b")
    assert "control character" in control.context["refused"][0]
    assert editor_client.get("/admin/review/999999/").status_code == 404
    assert editor_client.get("/admin/review/banana/").status_code in (302, 404)
    assert editor_client.put(address(event)).status_code == 405
    assert event.decisions.count() == 0


def test_anonymous_and_wrong_role(reader_client, curator_client):
    event = factories.submitted()
    for method in ("get", "post"):
        response = getattr(reader_client, method)(address(event))
        assert response.url.startswith("/admin/login/?next=")
    stranger = factories.client_of(factories.user("stefan", is_staff=True))
    assert stranger.get(address(event)).status_code == 403
    for do in ("approve", "return", "withdraw", "take-back"):
        assert press(curator_client, event, do, note="Forged").status_code == 403
    assert stage_of(event) == "in-review"
    looker = factories.user("lou", is_staff=True)
    looker.user_permissions.add(Permission.objects.get(codename="view_event"))
    client = factories.client_of(looker)
    assert client.get(address(event)).status_code == 200
    assert press(client, event, "comment", text="Forged").status_code == 403
    assert press(client, event, "submit").status_code == 403
    assert not Comment.objects.exists()


# -- comments --------------------------------------------------------------------------------------


def test_a_comment_is_left_and_resolved(curator_client, editor_client, curator, editor):
    event = factories.event()
    press(editor_client, event, "comment", text=" Is this a copy?\r\nLook at the byline. ")
    [comment] = event.comments.all()
    assert (comment.author, comment.text) == (editor, "Is this a copy?\nLook at the byline.")
    assert comment.resolved_at is None
    assert "1 open" in page_of(curator_client.get(address(event))).text
    version = Event.objects.get(pk=event.pk).version
    press(curator_client, event, "resolve", comment=str(comment.pk))
    comment.refresh_from_db()
    assert comment.resolved_by == curator
    first = comment.resolved_at
    press(editor_client, event, "resolve", comment=str(comment.pk))
    comment.refresh_from_db()
    assert (comment.resolved_by, comment.resolved_at) == (curator, first)
    assert "resolved by cora" in page_of(curator_client.get(address(event))).text
    assert Event.objects.get(pk=event.pk).version == version  # a remark is no edit


def test_an_empty_or_long_comment_is_refused_and_kept(editor_client):
    event = factories.event()
    response = press(editor_client, event, "comment", text="  ")
    assert response.context["refused"] == ("The comment is empty. Write what you want to say.",)
    response = press(editor_client, event, "comment", text="b" * 2001)
    assert response.context["refused"] == (
        "The comment has 2001 characters. Write at most 2000, or two comments.",
    )
    assert "b" * 2001 in response.content.decode()
    assert not Comment.objects.exists()


def test_a_comment_of_another_event_is_not_resolved_here(editor_client, editor):
    event, other = factories.event(), factories.event()
    comment = actions.comment(other, by=editor, text="Elsewhere.")
    assert press(editor_client, event, "resolve", comment=str(comment.pk)).status_code == 404
    comment.refresh_from_db()
    assert comment.resolved_at is None


def test_markup_in_a_comment_is_text(editor_client):
    event = factories.event()
    press(editor_client, event, "comment", text="<script>alert(1)</script>")
    page = editor_client.get(address(event)).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_event_form_leads_here_and_to_the_preview(curator_client):
    event = factories.event(slug="met")
    page = curator_client.get(
        reverse("admin:curation_event_change", args=[event.pk])
    ).content.decode()
    assert f'href="/admin/review/{event.pk}/"' in page
    assert f'href="/admin/preview/with-{event.pk}/events/met/"' in page
