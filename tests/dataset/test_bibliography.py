"""References of Zotero and others as drafts of sources: four forms that come to the same."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests import factories
from tests.desk.pages import messages_of
from timeline.curation import actions
from timeline.curation.dataset.bibliography import is_bibliography, read_bibliography
from timeline.curation.dataset.problems import DatasetError
from timeline.curation.errors import ActionRefusedError
from timeline.curation.models import Publisher, Source

pytestmark = pytest.mark.django_db
# As Zotero 7 exports them: it writes all of its columns, of which some are here.
ZOTERO = """\ufeff"Key","Item Type","Publication Year","Author","Title","Publication Title",\
"ISBN","DOI","Url","Abstract Note","Date","Date Added","Access Date","Publisher","Language",\
"Rights","Manual Tags"
"AB12CD34","newspaperArticle","2022","Reed, Jane","The bridge, closed","Harbour News","","",\
"https://harbour.example/bridge","","June 14, 2022","2026-11-01 10:00:00","","","en-GB","",""
"EF56GH78","blogPost","2020","","پل بسته شد","Far Gazette","","","https://far.example/1","",\
"2020-01-03T10:00:00Z","","","","Persian","",""
"""
CSL = json.dumps(
    [
        {
            "id": 1,
            "type": "article-newspaper",
            "title": "The bridge, closed",
            "container-title": "Harbour News",
            "author": [{"family": "Reed", "given": "Jane"}],
            "issued": {"date-parts": [["2022", 6, 14]]},
            "URL": "https://harbour.example/bridge",
            "language": "en-GB",
        },
        {
            "id": 2,
            "type": "post-weblog",
            "title": "پل بسته شد",
            "container-title": "Far Gazette",
            "issued": {"raw": "2020-01-03"},
            "URL": "https://far.example/1",
            "language": "fa",
        },
    ]
)
RIS = """TY  - NEWS
TI  - The bridge, closed
AU  - Reed, Jane
T2  - Harbour News
DA  - 2022/06/14/
UR  - https://harbour.example/bridge
LA  - en-GB
ER  -

TY  - BLOG
TI  - پل بسته شد
T2  - Far Gazette
DA  - 2020/01/03/
UR  - https://far.example/1
LA  - fa
ER  -
"""
BIBTEX = """@article{reed_bridge_2022,
  title = {The bridge, closed},
  author = {Reed, Jane},
  journal = {Harbour News},
  date = {2022-06-14},
  langid = {en-GB},
  url = {https://harbour.example/bridge},
}

@misc{noauthor_2020,
  title = {پل بسته شد},
  howpublished = {Far Gazette},
  year = {2020}, month = jan, day = {3},
  langid = {fa},
  url = {https://far.example/1},
}
"""
FORMS = {"a.csv": ZOTERO, "a.json": CSL, "a.ris": RIS, "a.bib": BIBTEX}


def sources_of(name, text):
    return [one.values for one in read_bibliography(name, text.encode()).entries["sources.yaml"]]


@pytest.mark.parametrize("name", FORMS)
def test_each_form_comes_to_the_same_drafts(name):
    factories.publisher(slug="harbour", name="Harbour News")
    assert is_bibliography(name, FORMS[name].encode())
    first, second = sources_of(name, FORMS[name])
    assert {key: first[key] for key in ("title", "publisher", "published", "url", "stage")} == {
        "title": "The bridge, closed", "publisher": "harbour", "published": "2022-06-14",
        "url": "https://harbour.example/bridge", "stage": "draft",
    }  # fmt: skip
    assert "Reed" in first["byline"]
    assert (first["language"], second["language"]) == ("en-GB", "fa")
    assert (second["publisher"], second["published"]) == ("far-gazette", "2020-01-03")


def test_other_tables_are_none():
    assert not is_bibliography("a.csv", b"slug,title\n")
    assert not is_bibliography("a.yaml", b"- slug: a\n")


def upload(client, name, text):
    sent = SimpleUploadedFile(name, text.encode())
    return client.post(reverse("admin:curation_upload_changelist"), {"sent": sent}, follow=True)


def load(client, page):
    url = reverse("admin:curation_upload_confirm", args=(page.context["upload"].pk,))
    return client.post(url, {"digest": page.context["trial"].digest}, follow=True)


def test_they_are_shown_with_publisher_day_and_address_then_loaded_as_drafts(
    curator_client, editor
):
    page = upload(curator_client, "zotero.csv", ZOTERO)
    shown = {one.title: one.facts for one in page.context["trial"].changes if one.facts}
    assert shown["The bridge, closed"] == (
        "harbour-news", "14 June 2022", "https://harbour.example/bridge",
    )  # fmt: skip
    assert not Source.objects.exists()
    assert "is loaded" in " ".join(messages_of(load(curator_client, page)))
    assert set(Source.objects.values_list("stage", flat=True)) == {"draft"}
    publisher = Publisher.objects.get(slug="harbour-news")
    actions.submit_for_review(publisher, by=factories.curator())
    with pytest.raises(ActionRefusedError, match="Nothing says what it is"):
        actions.approve(publisher, by=editor)

    again = upload(curator_client, "zotero.csv", ZOTERO)
    assert again.context["trial"].changes == []
    [said] = again.context["trial"].said
    assert said.startswith("2 references are here already, and left out: “The bridge, closed” (")


def test_a_twin_is_named_before_it_is_loaded(curator_client):
    factories.source(title="The first", url="https://www.harbour.example/bridge/?utm_source=x")
    page = upload(curator_client, "a.ris", RIS)
    assert "“The bridge, closed”" in " ".join(page.context["trial"].said)


def test_what_cannot_be_taken_over_is_told_once_for_each_kind(curator_client):
    rows = "".join(
        f'"newspaperArticle","Story {n}","Harbour News","14. Juny {n}","not an address","Martian"\n'
        for n in range(12)
    )
    text = f'"Item Type","Title","Publication Title","Date","Url","Language"\n{rows}'
    page = upload(curator_client, "a.csv", text)
    said = page.context["trial"].said
    assert [one.partition(":")[0] for one in said] == [
        "12 references have an address that cannot be used, which is left out",
        "12 references have a date that cannot be read, which is kept as a note",
        "12 references have a language that is not known, and is taken for English",
    ]
    assert all("and 2 more" in one for one in said)
    load(curator_client, page)
    assert Source.objects.get(title="Story 3").published_note == "The reference says “14. Juny 3”."


def test_what_is_wrong_is_told_once_for_each_kind_under_the_name_of_the_file(curator_client):
    rows = "".join('"webpage","","","","",""\n' for _ in range(3))
    rows += '"webpage","Of nobody","","","",""\n'
    text = f'"Item Type","Title","Publication Title","Date","Url","Language"\n{rows}'
    page = upload(curator_client, "My library.csv", text)
    file = "My library.csv, line 1"
    assert [str(one) for one in page.context["problems"]] == [
        f"{file}: 3 references have no title: line 2, line 3, line 4.",
        f"{file}: 1 reference names neither a publisher nor an address: “Of nobody”.",
    ]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.json", "{", "is not CSL-JSON"),
        ("a.json", "[]", "holds no reference"),
        ("a.json", '[{"author": [3], "title": "x"}]', "is not CSL-JSON"),
        ("a.ris", "no reference at all", "holds no reference"),
        ("a.bib", "no reference at all", "holds no reference"),
        ("a.csv", ZOTERO.replace('"Harbour News"', '"Harbour'), "is not CSV of Zotero"),
    ],
)
def test_a_file_that_is_none_is_named(name, text, said):
    with pytest.raises(DatasetError, match=said):
        read_bibliography(name, text.encode())
