"""Guesses stay guesses until a person confirms each: at the desk, in review, and before readers."""

import pytest
from django.urls import reverse

from tests import factories
from tests.desk.pages import change_url, messages_of, opened
from timeline.curation import actions
from timeline.curation.errors import ActionRefusedError
from timeline.curation.models import Event, Guess
from timeline.curation.unconfirmed import open_guesses

pytestmark = pytest.mark.django_db
QUOTE = "On 24 January 2020 the committee met"
SAID = "Its date, “2020-01-24”, is a guess from “24 January 2020”, which nobody has confirmed."


@pytest.fixture
def source():
    return factories.source(text=f"{QUOTE} in the old port. Nobody came.")


def marked(client, source, **values):
    """A new event from the passage, with the date that the form offers."""
    factories.phase()
    url = reverse("admin:curation_source_read", args=(source.pk,))
    form = client.get(url, {"quote": QUOTE}).context["panel"]
    data = {f"new-{name}": form.new[name].value() or "" for name in form.new.fields}
    data.pop("new-date_checked")
    data |= {name: form.form[name].value() or "" for name in form.form.fields}
    data |= {
        "target": "new", "new-title": "It met", "new-summary": "It met, a paper says.",
        "new-kind": "meeting", "new-phase": str(Event.phase.get_queryset().first().pk),
        "new-importance": "minor",
    }  # fmt: skip
    response = client.post(url, data | values)
    assert response.status_code == 302, response.context["panel"].new.errors
    return Event.objects.get()


def review_page(client, event):
    return client.get(reverse("desk:review", args=[event.pk]))


def test_a_guessed_date_is_missing_in_review_until_somebody_confirms_it(
    curator_client, editor_client, editor, curator, source
):
    event = marked(curator_client, source)
    assert (event.date, event.date_basis) == ("2020-01-24", "")
    actions.submit_for_review(event, by=curator)
    page = review_page(editor_client, event)
    [check] = [check for check in page.context["review"].checks if check.guess]
    assert check.blocks
    assert check.text.startswith(SAID)
    with pytest.raises(ActionRefusedError, match="is a guess from “24 January 2020”"):
        actions.approve(event, by=editor)
    url = reverse("desk:review", args=[event.pk])
    stale = editor_client.post(url, {"do": "confirm", "guess": check.guess.pk, "value": "2020"})
    assert "this guess is not there any more" in stale.context["refused"][0]
    data = {"do": "confirm", "guess": check.guess.pk, "value": "2020-01-24"}
    said = editor_client.post(url, data, follow=True)
    assert messages_of(said) == ["You confirmed the date, “2020-01-24”."]
    assert not [check for check in said.context["review"].checks if check.guess]
    guess = Guess.objects.get()
    assert (guess.confirmed_by, guess.confirmed_at is None) == (editor, False)
    assert actions.approve(event, by=editor).is_approved
    with pytest.raises(ActionRefusedError, match="edith has confirmed it already"):
        actions.confirm_guess(guess, by=curator)


def test_a_date_that_was_checked_in_the_form_is_no_guess(curator_client, source):
    assert open_guesses(marked(curator_client, source, **{"new-date_checked": "on"})) == []


def test_a_date_that_somebody_wrote_is_no_guess(curator_client, source):
    event = marked(curator_client, source, **{"new-date": "2020-01-23"})
    assert not Guess.objects.exists()
    assert open_guesses(event) == []


def test_another_date_written_later_is_no_guess(curator_client, source):
    event = marked(curator_client, source)
    url = change_url(event)
    assert any(SAID in one for one in curator_client.get(url).context["desk_problems"])
    curator_client.post(url, opened(curator_client, url) | {"date": "2020-01-23"})
    event.refresh_from_db()
    assert open_guesses(event) == []
    event.delete()
    assert not Guess.objects.exists()


def test_no_role_is_chosen_for_anybody(curator_client, source):
    factories.actor(name="The Committee")
    source = factories.source(text="On 24 January 2020 the committee met The Committee.")
    url = reverse("admin:curation_source_read", args=(source.pk,))
    panel = curator_client.get(url, {"quote": "met The Committee"}).context["panel"]
    assert [field.value() for field, *_ in panel.new.guessed_fields()] == [None]


def test_no_account_of_a_date_tells_readers_that_it_is_a_guess(editor):
    event = factories.submitted(date_basis="guess from “Tuesday”")
    with pytest.raises(ActionRefusedError, match="says that its date is a guess"):
        actions.approve(event, by=editor)


def test_the_guesses_of_a_source_are_missing_in_its_review_and_in_that_of_its_events(
    editor_client, editor
):
    source = factories.source(stage="draft", published="2020-01-24")
    actions.keep_guesses(source, [("published", "2020-01-24", "the page’s “datePublished”")])
    event = factories.event()
    factories.excerpt(event, source=source)
    actions.submit_for_review(event, by=factories.curator())
    source.refresh_from_db()
    texts = [check.text for check in review_page(editor_client, event).context["review"].checks]
    said = "Its day of publication, “2020-01-24”, is a guess from the page’s “datePublished”"
    assert any(said in text and text.startswith("Of the source") for text in texts)
    url = reverse("admin:curation_source_review", args=(source.pk,))
    checks = editor_client.get(url).context["checks"]
    assert [check.text.startswith(said) for check in checks if check.guess] == [True]
    with pytest.raises(ActionRefusedError, match="day of publication"):
        actions.approve(event, by=editor, along=[source])


def test_who_may_not_write_a_thing_confirms_nothing_of_it(reader_client, curator_client, source):
    event = marked(curator_client, source)
    only_reads = factories.client_of(factories.user("rita", is_staff=True))
    url = reverse("desk:review", args=[event.pk])
    data = {"do": "confirm", "guess": Guess.objects.get().pk, "value": "2020-01-24"}
    assert only_reads.post(url, data).status_code == 403
    assert Guess.objects.get().confirmed_at is None
