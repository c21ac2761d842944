"""Independence is proven: one text is one origin, whatever way its sources came to the desk.

To add a way in which a source is written, add a function with `@way`: it makes a source of another
publisher with the text or the address that it is given, and answers what the person was told.
"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from tests import factories
from tests.desk.pages import change_url, messages_of, opened
from timeline.curation import actions, twins
from timeline.curation.dataset.archives import pack
from timeline.curation.errors import ActionRefusedError
from timeline.curation.models import Source, TextMark, Twin
from timeline.desk import queues
from timeline.editions import build

pytestmark = pytest.mark.django_db
ADDRESS = "https://far.example/news/1?id=7"
TEXT = (
    "The harbour master closed the old bridge on Tuesday, after an inspector had found cracks in "
    "two of its pillars. Ferries will carry the mail until spring. “Nobody was in danger,” she "
    "said. Merchants on both sides asked who would pay for the detour, and got no answer at all. "
    "The council meets on Friday to hear the inspector."
)
NEARLY = TEXT.replace("on Tuesday", "yesterday").replace("at all. ", "at all. (Agency) ")
WAYS = {}


def way(function):
    WAYS[function.__name__.replace("_", " ")] = function
    return function


def first(**values):
    return factories.source(slug="first", title="The first", url=ADDRESS, text=TEXT, **values)


@way
def a_form_that_adds(client, text, address):
    url = reverse("admin:curation_source_add")
    publisher = factories.publisher()
    data = opened(client, url) | {
        "title": "The second", "slug": "second", "publisher": str(publisher.pk), "text": text,
        "url": address, "language": "en", "kind": "article",
    }  # fmt: skip
    return told(client.post(url, data, follow=True))


@way
def a_form_that_changes(client, text, address):
    source = factories.source(slug="second", text="")
    url = change_url(source)
    return told(client.post(url, opened(client, url) | {"text": text, "url": address}, follow=True))


@way
def a_row_of_the_history(client, text, address):
    source = factories.source(slug="second", text=text, url=address)
    source.text, source.text_sha256, source.url = "", "", ""
    actions.record_change(source, by=factories.editor())
    assert not Twin.objects.exists()
    row = source.history.last()
    url = reverse("admin:curation_source_simple_history", args=(source.pk, row.pk))
    client.post(url, {"version": source.version}, follow=True)
    return told(client.get(reverse("admin:curation_source_twins", args=(source.pk,))))


def told(response):
    return " ".join(messages_of(response)) + response.content.decode()


@way
def the_source_desk(client, text, address):
    source = factories.source(slug="second", text="", url=address)
    url = reverse("admin:curation_source_text", args=(source.pk,))
    text = text or "A text of its own."
    page = client.post(url, {"text": text, "version": source.version})
    data = {
        "text": text,
        "version": source.version,
        "checked": page.context["form"].data["checked"],
    }
    return told(client.post(url, data | {"_save": "1"}, follow=True))


@way
def a_table(client, text, address):
    factories.publisher(slug="other")
    sha256 = Source.objects.get(slug="first").text_sha256 if text == TEXT else ""
    table = f"slug,title,publisher,url,text_sha256\nsecond,It,other,{address},{sha256}\n"
    return uploaded(client, "a.csv", table.encode())


@way
def an_upload(client, text, address):
    factories.publisher(slug="other")
    sha256 = Source.objects.get(slug="first").text_sha256 if text == TEXT else ""
    entry = f"- slug: second\n  title: It\n  publisher: other\n  url: {address or 'https://x.example/'}\n"
    entry += f"  text_sha256: {sha256}\n" if sha256 else ""
    return uploaded(client, "a.zip", pack([("sources.yaml", entry.encode())]))


def uploaded(client, name, content):
    sent = SimpleUploadedFile(name, content)
    page = client.post(reverse("admin:curation_upload_changelist"), {"sent": sent}, follow=True)
    assert "trial" in page.context, page.context.get("problems")
    before = " ".join(page.context["trial"].twins)
    url = reverse("admin:curation_upload_confirm", args=(page.context["upload"].pk,))
    after = client.post(url, {"digest": page.context["trial"].digest}, follow=True)
    assert not before or before in told(after)
    return before


WITHOUT_TEXTS = {"a table", "an upload"}  # these bring no texts, only digests of them


CASES = [
    (TEXT, "", "text", "the same, word for word, as that of"),
    (TEXT.upper(), "", "text", "the same, word for word, as that of"),
    (NEARLY, "", "nearly", "nearly the same as that of"),
    ("", f"{ADDRESS}&utm_source=x#top", "address", "leads to the same page as that of"),
    ("Another text.", "https://far.example/news/1?id=8", "", ""),
]


@pytest.mark.parametrize(
    ("name", "text", "address", "kind", "said"),
    [
        (name, *case)
        for name in WAYS
        for case in CASES
        if name not in WITHOUT_TEXTS or case[0] in ("", TEXT, "Another text.")
    ],
)
def test_every_way_names_the_twin_of_a_source(editor_client, name, text, address, kind, said):
    first()
    answer = WAYS[name](editor_client, text, address)
    found = twins.twins_of(Source.objects.get(slug="second"))
    assert [(one.other.slug, one.twin.kind, one.counts) for one in found] == (
        [("first", kind, True)] if kind else []
    )
    assert (said in answer and "The first" in answer) if kind else "the same" not in answer


def pair():
    one = first()
    two = factories.source(slug="second", title="The second", text=TEXT)
    return one, two


def event_on(*sources, **values):
    event = factories.event(**values)
    for source in sources:
        factories.excerpt(event, source=source, quote="“Nobody was in danger,” she said.")
    return event


def test_one_text_is_one_origin_for_review_the_queues_and_readers(editor_client, editor):
    one, two = pair()
    event = event_on(one, two)
    page = editor_client.get(reverse("desk:review", args=[event.pk]))
    assert "2 excerpts, 1 independent origin<" in page.content.decode()
    texts = [check.text for check in page.context["review"].checks if check.blocks]
    assert "It stands on a single origin." in [c.text for c in page.context["review"].checks]
    assert any("is the same, word for word" in text for text in texts)
    assert queues.origins().single() == [event.pk]
    actions.submit_for_review(event, by=factories.curator())
    with pytest.raises(ActionRefusedError, match="is the same, word for word"):
        actions.approve(event, by=editor)
    documents = {key: draft.document for key, draft in build.plan([event.pk]).added.items()}
    assert {
        document["origin"] for (kind, _), document in documents.items() if kind == "source"
    } == {one.publisher.slug}


@pytest.mark.parametrize("done", ["republishes", "republished", "apart"])
def test_one_click_settles_it(editor_client, editor, done):
    one, two = pair()
    event = event_on(one, two)
    actions.submit_for_review(event, by=factories.curator())
    url = reverse("admin:curation_source_twins", args=(two.pk,))
    twin = Twin.objects.get()
    refused = editor_client.post(url, {"twin": twin.pk, "do": "apart", "reason": " "})
    assert refused.status_code == 400
    assert "Say why both stand on words of their own" in refused.content.decode()
    data = {"twin": twin.pk, "do": done, "reason": "Both print the minutes of the council."}
    page = editor_client.post(url, data, follow=True)
    one.refresh_from_db()
    two.refresh_from_db()
    assert {
        "republishes": (None, one), "republished": (two, None), "apart": (None, None)
    }[done] == (one.republishes, two.republishes)  # fmt: skip
    [found] = page.context["twins"]
    assert found.settled
    assert not found.counts
    counted = len(queues.origins().by_event[event.pk])
    assert counted == (2 if done == "apart" else 1)
    if done == "apart":
        assert "edith says why both count: Both print the minutes" in found.settled
        assert actions.approve(event, by=editor).is_approved


def test_a_source_with_an_open_twin_is_not_approved_and_a_copy_is(editor_client, editor):
    one = first()
    two = factories.source(slug="second", text=TEXT, stage="draft")
    actions.submit_for_review(two, by=factories.curator())
    with pytest.raises(ActionRefusedError, match="republishes the other"):
        actions.approve(two, by=editor)
    page = editor_client.get(reverse("admin:curation_source_review", args=(two.pk,)))
    assert "is the same, word for word" in page.content.decode()
    actions.say_republishes(two, original=one, by=factories.curator())
    actions.submit_for_review(two, by=factories.curator())
    actions.approve(two, by=editor)


def test_a_pair_that_is_alike_no_more_is_forgotten_and_one_of_a_publisher_only_named(editor):
    one, two = pair()
    two.publisher = one.publisher
    two.save()
    [found] = twins.twins_of(two)
    assert not found.counts
    assert not found.settled
    actions.replace_text(two, text="Another text altogether.", by=editor)
    assert not Twin.objects.exists()
    two.delete()
    assert set(TextMark.objects.values_list("of", flat=True)) == {one.pk}


def test_a_text_within_a_longer_one_is_named_and_counts(editor):
    first()
    long = " ".join(
        f"Paragraph {n} of the gazette tells of {n * 3} other things." for n in range(40)
    )
    two = factories.source(slug="second", text=f"{long} {TEXT} {long.upper()}")
    [found] = twins.twins_of(two)
    assert (found.twin.kind, found.counts) == ("part", False)
    assert "One text stands within the other" in found.says


def test_a_text_is_compared_with_few_others(django_assert_max_num_queries):
    """Of many sources only those are read that share rare runs of words with a new one."""
    frame = "Sign up for our morning letter and read more of the harbour every day of the week. "
    for n in range(30):
        words = " ".join(f"Story {n} has line {n * 100 + m} alone." for m in range(30))
        factories.source(text=f"{frame * 3}{words}")
    first()
    two = factories.source(slug="second", text=f"{frame}{TEXT}")
    with django_assert_max_num_queries(15):
        actions.find_twins(two, anew=True)
    assert [one.other.slug for one in twins.twins_of(two)] == ["first"]


def test_a_command_compares_rows_that_came_past_save(capsys):
    pair()
    Twin.objects.all().delete()
    TextMark.objects.all().delete()
    call_command("find_twins")
    assert "2 sources compared." in capsys.readouterr().out
    assert Twin.objects.get().kind == "text"


def test_who_may_not_write_sources_settles_nothing(reader_client):
    _, two = pair()
    url = reverse("admin:curation_source_twins", args=(two.pk,))
    response = reader_client.post(url, {"twin": Twin.objects.get().pk, "do": "apart"})
    assert response.status_code in (302, 403)
    assert Twin.objects.get().apart == ""
