"""Each form, read by a program that others use for it, which is not the one that writes it."""

import json
import re
import shutil
import subprocess

import bibtexparser
import feedparser
import pytest
import vobject
from frictionless import Resource, Schema, system
from pyld import jsonld

from tests.reader.test_corrections import corrected  # noqa: F401  # a corpus
from timeline.reader.formats.annotations import CONTEXT

_TYPES = {"earliest": "date", "latest": "date", "edition": "integer", "event_url": "string"}
PANDOC = shutil.which("pandoc")
with_pandoc = pytest.mark.skipif(not PANDOC, reason="pandoc is not installed: apt-get install")
FEEDS = ["/timeline.atom", "/timeline.atom?actor=ada-reed", "/corrections.atom"]


@pytest.mark.parametrize("address", FEEDS)
def test_feedparser_reads_the_feeds(client, corrected, address):  # noqa: F811
    found = feedparser.parse(client.get(address).content)
    assert not found.bozo
    assert found.entries
    for entry in found.entries:
        assert entry.updated_parsed >= entry.published_parsed
        assert entry.title
        assert entry.link.startswith("http://testserver/")
        assert entry.content[0].type == "text/html"
    assert found.feed.updated_parsed >= max(one.updated_parsed for one in found.entries)


def test_vobject_reads_the_calendar(client, corrected):  # noqa: F811
    calendar = vobject.readOne(client.get("/timeline.ics").content.decode())
    calendar.validate(raiseException=True)
    assert not hasattr(calendar, "method")
    assert calendar.source.value == "http://testserver/timeline.ics"
    assert calendar.refresh_interval.params["VALUE"] == ["DURATION"]
    states = {one.uid.value: one.status.value for one in calendar.vevent_list}
    assert states == {
        "closing@testserver": "CONFIRMED",
        "tally@testserver": "CONFIRMED",
        "review@testserver": "CONFIRMED",
    }


def test_what_was_withdrawn_is_cancelled_in_calendars(client, corrected):  # noqa: F811
    corrected.events["closing"].refresh_from_db()
    corrected.withdraw("closing")
    corrected.publish("One less.")
    calendar = vobject.readOne(client.get("/timeline.ics").content.decode())
    (gone,) = [one for one in calendar.vevent_list if one.status.value == "CANCELLED"]
    assert gone.uid.value == "closing@testserver"
    assert gone.sequence.value == "5"


def test_bibtexparser_reads_the_sources(client, published):
    text = client.get("/timeline.bib").content.decode()
    parser = bibtexparser.bparser.BibTexParser(ignore_nonstandard_types=False, common_strings=True)
    found = bibtexparser.loads(text, parser).entries_dict
    assert len(found) == text.count("\n@") + 1
    one = found["courier-bridge"]
    assert (one["ENTRYTYPE"], one["journal"], one["entrysubtype"]) == (
        "article", "The Courier", "newspaper",
    )  # fmt: skip


def test_frictionless_reads_the_table(client, published, tmp_path):
    file = tmp_path / "timeline.csv"
    file.write_bytes(client.get("/timeline.csv").content)
    header = file.read_text("utf-8-sig").splitlines()[0].split(",")
    fields = [{"name": name, "type": _TYPES.get(name, "string")} for name in header]
    schema = Schema.from_descriptor({"fields": fields})
    with system.use_context(trusted=True):
        report = Resource(path=str(file), schema=schema).validate()
    assert report.valid, report.flatten(["type", "note"])


def test_pyld_reads_the_annotations_as_what_they_are(client, published):
    document = client.get("/timeline.annotations.json").json()
    assert document["@context"] == CONTEXT
    # The few terms that we use, as the context of the W3C has them; no test asks the network.
    document["@context"] = {
        "oa": "http://www.w3.org/ns/oa#", "as": "http://www.w3.org/ns/activitystreams#",
        "dc": "http://purl.org/dc/elements/1.1/", "dcterms": "http://purl.org/dc/terms/",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "id": "@id", "type": "@type",
        "Annotation": "oa:Annotation", "AnnotationPage": "as:OrderedCollectionPage",
        "AnnotationCollection": "as:OrderedCollection", "TextualBody": "oa:TextualBody",
        "SpecificResource": "oa:SpecificResource", "TextQuoteSelector": "oa:TextQuoteSelector",
        "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
        "body": {"@id": "oa:hasBody", "@type": "@id"}, "value": "rdf:value",
        "target": {"@id": "oa:hasTarget", "@type": "@id"}, "exact": "oa:exact",
        "source": {"@id": "oa:hasSource", "@type": "@id"}, "prefix": "oa:prefix",
        "selector": {"@id": "oa:hasSelector", "@type": "@id"}, "suffix": "oa:suffix",
        "language": "dc:language", "format": "dc:format", "rights": "dcterms:rights",
    }  # fmt: skip
    (page,) = jsonld.expand(document)
    listed = page["https://www.w3.org/ns/activitystreams#items".replace("https", "http")][0][
        "@list"
    ]
    events = client.get("/timeline.json").json()["events"]
    quotes = [excerpt["quote"] for event in events for excerpt in event["excerpts"]]
    oa = "http://www.w3.org/ns/oa#"
    targets = [one[f"{oa}hasTarget"][0] for one in listed]
    exact = [one[f"{oa}hasSelector"][0][f"{oa}exact"][0]["@value"] for one in targets]
    assert exact == quotes
    assert all(one[f"{oa}hasSource"][0]["@id"].startswith("http") for one in targets)


def test_every_reference_can_be_saved_as_a_file(client, published):
    for thing in ("/", "/events/closing/", "/sources/courier-bridge/"):
        page = client.get(f"{thing}cite/").content.decode()
        for suffix in ("bib", "ris", "csl.json"):
            assert f'href="{thing}cite.{suffix}"' in page
            response = client.get(f"{thing}cite.{suffix}")
            assert response.status_code == 200
            assert response["Content-Disposition"].startswith("attachment")
    (item,) = json.loads(client.get("/sources/courier-bridge/cite.csl.json").content)
    assert item["container-title"] == "The Courier"
    wiki = client.get("/sources/courier-bridge/cite/").content.decode()
    assert "{{cite news |author=J. Hill |title=What happened at the Old Bridge" in wiki


HOSTILE = "*a* [b](c) <i>d</i> # e"


def test_markdown_reads_no_text_as_a_sign(client, desk):
    from tests.editions.corpus import ferry

    ferry(desk)
    desk.change(desk.events["start"], title=HOSTILE)
    desk.publish()
    text = client.get("/timeline.md").content.decode()
    assert "## \\*a\\* \\[b\\]\\(c\\) \\<i\\>d\\</i\\> \\# e" in text
    assert text.count("\n## ") == 2
    assert text.count("[^wire-stop]:") == 1


# -- pandoc ----------------------------------------------------------------------------------------


def by_pandoc(text, *options):
    done = subprocess.run(
        [PANDOC, *options], input=text, capture_output=True, text=True, timeout=60
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@with_pandoc
@pytest.mark.parametrize("suffix", ["bib", "csl.json"])
def test_pandoc_cites_the_newspaper(client, published, suffix, tmp_path):
    """From each form of bibliography the same: who wrote what, where, on which day."""
    file = tmp_path / f"sources.{suffix.replace('csl.json', 'json')}"
    file.write_bytes(client.get(f"/timeline.{suffix}").content)
    options = ["--citeproc", f"--bibliography={file}", "--to=plain", "--wrap=none"]
    said = by_pandoc("[@courier-bridge]\n", *options)
    for part in ("Hill", "2020", "What [Hh]appened at the Old Bridge", "Courier", "January 4"):
        assert re.search(part, said), (part, said)


@with_pandoc
def test_pandoc_reads_the_markdown_as_what_it_is(client, published):
    text = client.get("/timeline.md").content.decode()
    document = json.loads(by_pandoc(text, "--from=gfm+footnotes", "--to=json"))
    titles = [block["c"][2] for block in document["blocks"] if block["t"] == "Header"]
    events = client.get("/timeline.json").json()["events"]
    assert len(titles) == len(events) + 1
    quotes = [block for block in document["blocks"] if block["t"] == "BlockQuote"]
    assert len(quotes) == sum(len(event["excerpts"]) for event in events)
    assert json.dumps(document).count('"Note"') >= len(quotes)
    assert "RawBlock" not in json.dumps(document)
