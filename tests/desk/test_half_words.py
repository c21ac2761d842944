"""No half of a word is quoted: each way to an excerpt grows it, refuses it, or shows it in review.

To add a way, add a function with `@way`: it tries to make an excerpt of half a word.
"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests import factories
from tests.desk.pages import add_row, change_url, opened
from timeline.curation import actions
from timeline.curation.dataset.archives import pack
from timeline.curation.dataset.dump import files as files_of_desk
from timeline.curation.errors import ActionRefusedError
from timeline.curation.models import Event, Excerpt

pytestmark = pytest.mark.django_db
LATIN = (
    "The investigation “remains open”, she said.",
    "nvestigation “remains ope",
    "investigation “remains open",
)
PERSIAN = (
    "آن دادگاه حکم را به تعویق انداخت.",
    "ادگاه حکم را به تعویق انداخ",
    "دادگاه حکم را به تعویق انداخت",
)
WAYS = {}


def way(function):
    WAYS[function.__name__.replace("_", " ")] = function
    return function


@way
def the_form_of_the_source_desk(client, event, source, half):
    url = reverse("admin:curation_source_read", args=(source.pk,))
    mark = Event.history.order_by("-history_id").first().history_id
    data = {
        "quote": half, "prefix": "", "suffix": "", "stance": "supports", "language": "en",
        "target": "existing", "event": event.slug, "opened": str(mark),
    }  # fmt: skip
    client.post(url, data)


@way
def a_row_of_the_form_of_an_event(client, event, source, half):
    url = change_url(event)
    data = opened(client, url)
    add_row(data, "excerpts", source=str(source.pk), quote=half, language="en", stance="supports")
    client.post(url, data)


@way
def the_form_of_an_excerpt(client, event, source, half):
    excerpt = factories.excerpt(event, source=source, quote=source.text)
    url = change_url(excerpt)
    client.post(url, opened(client, url) | {"quote": half})


@way
def an_upload(client, event, source, half):
    excerpt = factories.excerpt(event, source=source, quote=source.text)
    files = {name: text.replace(excerpt.quote, half) for name, text in dump_files()}
    sent = SimpleUploadedFile("a.zip", pack((n, text.encode()) for n, text in files.items()))
    page = client.post(reverse("admin:curation_upload_changelist"), {"sent": sent}, follow=True)
    if "trial" in page.context:
        url = reverse("admin:curation_upload_confirm", args=(page.context["upload"].pk,))
        client.post(url, {"digest": page.context["trial"].digest})


def dump_files():
    return list(files_of_desk())


@way
def the_history(client, event, source, half):
    excerpt = factories.excerpt(event, source=source, quote=half)
    row = excerpt.history.first()
    excerpt.quote = source.text
    excerpt.save()
    url = reverse("admin:curation_excerpt_simple_history", args=(excerpt.pk, row.pk))
    client.post(url, {"version": event.version})


@way
def a_new_text(client, event, source, half):
    """A quote that was a whole word of the old text, and is half a one of the new."""
    whole = source.text
    actions.replace_text(source, text=f"{half}.", by=factories.editor())
    source.refresh_from_db()
    factories.excerpt(event, source=source, quote=half)
    actions.replace_text(source, text=whole, by=factories.editor())


@pytest.mark.parametrize("words", [LATIN, PERSIAN], ids=["latin", "persian"])
@pytest.mark.parametrize("name", WAYS)
def test_no_way_leads_half_a_word_past_review(editor_client, editor, name, words):
    text, half, _ = words
    source, event = factories.source(text=text), factories.event()
    WAYS[name](editor_client, event, source, half)
    if not Excerpt.objects.filter(quote=half).exists():
        return  # it was refused
    page = editor_client.get(reverse("desk:review", args=[event.pk]))
    told = [check.text for check in page.context["review"].checks if check.blocks]
    assert any("inside of the word" in one for one in told)
    if Event.objects.get(pk=event.pk).stage == "draft":
        actions.submit_for_review(event, by=factories.curator())
    with pytest.raises(ActionRefusedError, match="inside of the word"):
        actions.approve(event, by=factories.editor("emil"))


@pytest.mark.parametrize("words", [LATIN, PERSIAN], ids=["latin", "persian"])
@pytest.mark.parametrize("pasted", [False, True])
def test_what_is_selected_or_pasted_grows_to_whole_words_and_the_page_says_so(
    curator_client, words, pasted
):
    text, half, whole = words
    source = factories.source(text=text)
    start = text.index(half)
    asked = {"quote": half} if pasted else {"start": start, "end": start + len(half)}
    page = curator_client.get(reverse("admin:curation_source_read", args=(source.pk,)), asked)
    assert page.context["panel"].form["quote"].value() == whole
    assert "it was grown to whole words" in page.content.decode()
