"""Timelines made for TimelineJS, its JSON and its table, as drafts of the desk."""

import json

import pytest
from django.core.management import CommandError, call_command

from timeline.curation.dataset import DatasetError
from timeline.curation.dataset.timelinejs import links, plain, read
from timeline.curation.models import Comment, Event, Operation
from timeline.reader.formats.timelinejs import slide_dates
from timeline.text import dates

HEADER = (
    "Year,Month,Day,Time,End Year,End Month,End Day,End Time,Display Date,Headline,Text,Media,"
    "Media Credit,Media Caption,Media Thumbnail,Type,Group,Background\n"
)
TABLE = HEADER + (
    ",,,,,,,,,The bridge,A story,,,,,title,,\n"
    "2020,1,3,01:00,,,,,,The bridge closes,"
    '"<p>Gates <b>shut</b>.</p>See <a href=""https://wire.example/1"">it</a> &amp; more",'
    "https://pictures.example/1.jpg,A. Ray,The gates,,,Closing,#fff\n"
    "2020,6,21,,2020,6,30,,late June 2020,A demand,,,,,,,,\n"
    "\n"
    "2019,,,,2021,,,,The years between,An age,,,,,,era,,\n"
)


def of_json(*slides, **whole):
    return json.dumps({"events": list(slides)} | whole, indent=1).encode()


def slide(**fields):
    found = {"start_date": {"year": 2020}, "text": {"headline": "A day", "text": "It was."}}
    return found | fields


@pytest.fixture
def file(tmp_path):
    def written(content, name="story.csv"):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    return written


def test_a_table_becomes_drafts(published, file, capsys):
    call_command("import_timelinejs", file(TABLE), "--phase", "after")
    closing, demand = Event.objects.filter(stage="draft").order_by("pk")
    assert (closing.slug, closing.title, closing.date) == (
        "the-bridge-closes", "The bridge closes", "2020-01-03",
    )  # fmt: skip
    assert closing.summary == "Gates shut.\nSee it & more"
    assert (closing.phase.slug, closing.kind, closing.local_time) == (
        "closing",
        "development",
        None,
    )
    assert (demand.date, demand.summary, demand.phase.slug) == (
        dates.read("late June 2020").edtf, "A demand", "after",
    )  # fmt: skip
    assert Comment.objects.get(event=closing).text == (
        "From story.csv, line 3, which proves nothing:\n"
        "Picture or film: https://pictures.example/1.jpg\nIts caption: The gates\n"
        "Its credit: A. Ray\nBackground: #fff\nLink: https://wire.example/1\n"
        "Hour, of no known zone: 01:00"
    )
    assert not Comment.objects.filter(event=demand).exists()
    assert capsys.readouterr().out == (
        "2 drafts made, 0 were there already, 1 with a comment on what a draft has no place for. "
        "Left out: 1 title slides, 1 eras. Each draft needs excerpts.\n"
        "  the-bridge-closes\n  a-demand\n"
    )
    assert Operation.objects.get().said == "load of story.csv"  # and can be undone as one


def test_read_again_it_adds_only_what_is_new(published, file, capsys):
    call_command("import_timelinejs", file(TABLE), "--phase", "after")
    more = TABLE + "2021,,,,,,,,,Another,,,,,,,,\n"
    call_command("import_timelinejs", file(more), "--phase", "after")
    assert "1 drafts made, 2 were there already" in capsys.readouterr().out
    assert Comment.objects.count() == 1


def test_hours_have_a_zone_where_one_is_given(published, file):
    content = of_json(slide(start_date={"year": "2020", "month": "1", "day": 3, "hour": 1}))
    call_command(
        "import_timelinejs", file(content, "a.json"), "--phase", "after", "--zone", "Asia/Tokyo"
    )
    event = Event.objects.get(slug="a-day")
    assert (event.local_time.isoformat(), event.zone) == ("01:00:00", "Asia/Tokyo")


def test_our_own_comes_back(client, published, file):
    """Titles, phases and dates to the letter; excerpts do not: a slide shows them as text."""
    content = client.get("/timeline.timelinejs.json").content
    events = {one.slug: one for one in Event.objects.filter(stage="approved")}
    found = {one.slug: one for one in read(content, "ours.json").slides}
    assert found.keys() == events.keys()
    for slug, one in found.items():
        event = events[slug]
        assert (one.headline, one.date) == (event.title, dates.parse(event.date).edtf)
        assert one.group == event.phase.name
        assert one.time == (event.local_time.isoformat()[:5] if event.local_time else "")
    call_command("import_timelinejs", file(content, "ours.json"))
    assert not Event.objects.filter(stage="draft").exists()  # each is there


@pytest.mark.parametrize(
    "edtf",
    ["2020", "2020-01", "2020-01-03", "2020-01-03~", "2019-21", "201X", "2020-01-03/2020-02",
     "2022-09-24/..", "../2020-01-03", "[2020-01-03,2020-01-08]", "2015~", "2020?"],
)  # fmt: skip
def test_a_date_comes_back_as_it_was(edtf):
    when = dates.parse(edtf)
    content = of_json(slide(display_date=when.phrase) | slide_dates(when))
    (one,) = read(content, "a.json").slides
    assert dates.parse(one.date) == when


WRONG = {
    "a year that is none": (TABLE.replace("2020,1,3", "MMXX,1,3"),
        "story.csv, line 3: “The bridge closes” year: “MMXX” is not a whole number."),
    "a day that is none": (TABLE.replace("2020,1,3", "2020,2,30"),
        "story.csv, line 3: “The bridge closes” year: “2020-02-30”"),
    "no year": (TABLE.replace("2020,1,3", ",1,3"),
        "story.csv, line 3: “The bridge closes” year: is empty, but there is a month or a day."),
    "a day without month": (TABLE.replace("2020,1,3", "2020,,3"),
        "story.csv, line 3: “The bridge closes” month: is empty, but there is a day."),
    "no date": (TABLE.replace("2020,1,3", ",,"),
        "story.csv, line 3: “The bridge closes” year: is empty: an event needs a date."),
    "no headline": (TABLE.replace("A demand", ""),
        "story.csv, line 4: headline: is empty: an event needs a title."),
    "an hour that is none": (TABLE.replace("01:00", "25:00"),
        "story.csv, line 3: “The bridge closes” time: “25:00” is not a time of day."),
    "a long title": (TABLE.replace("A demand,,,,,,,,", "A demand " * 20 + ",,,,,,,Closing,"),
        "story.csv, line 4: “a-demand-a-demand"),
    "a group of no phase": (TABLE.replace("Closing", "Opening"),
        "“Opening” is no phase of the desk. Name one by --phase; there are: after, before, clos"),
    "no phase": (TABLE.replace("Closing", ""), "group: there is none. Name one by --phase"),
    "another event there": (TABLE.replace("The bridge closes,", "Denial,"),
        "line 3: “denial”: The desk has another event of this address: “The ministry denies"),
    "a column of none": (TABLE.replace("Media Credit", "Colour"),
        "story.csv, line 1: “colour” is no column of TimelineJS"),
    "no column": (TABLE.replace("Headline", "Text", 1), "has no column “headline”"),
    "no slide": (HEADER, "story.csv, line 1: has no slide of an event."),
    "nothing": ("", "story.csv, line 1: is empty."),
    "no CSV": (TABLE + '2020,"a"b', "story.csv, line 7: is not CSV here"),
    "no text": (b"\xff" + TABLE.encode(), "story.csv, line 1: is not UTF-8 text."),
    "no JSON": ('{"events": [}', "story.csv, line 1: is not JSON"),
    "no list": ('{"events": 1}', "story.csv, line 1: events: must be a list of slides."),
    "no slide of JSON": ('{"events": [\n\n1]}', "story.csv, line 3: is no slide"),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_named_and_nothing_is_written(published, file, what):
    content, said = WRONG[what]
    before = Event.objects.count(), Event.history.count(), Comment.objects.count()
    with pytest.raises(CommandError) as error:
        call_command("import_timelinejs", file(content))
    assert said in str(error.value)
    assert str(error.value).endswith("Nothing was written.")
    assert (Event.objects.count(), Event.history.count(), Comment.objects.count()) == before


def test_slides_of_json_are_named_by_their_lines():
    bad = slide(start_date={"year": 2020, "day": 3})
    content = of_json(slide(), bad, slide(), bad, title={"text": {"headline": "[,]"}}, eras=[{}])
    with pytest.raises(DatasetError) as error:
        read(content, "a.json")
    lines = content.decode().splitlines()
    places = [number for number, line in enumerate(lines, 1) if line == "  {"]
    assert [one.line for one in error.value.problems] == [places[1], places[3]]


def test_two_of_one_headline_get_two_addresses():
    found = read(of_json(slide(), slide(), slide(text={"headline": "۱"})), "a.json")
    assert [one.slug for one in found.slides] == ["a-day", "a-day-2", "slide-3"]


def test_texts_are_taken_for_html_as_timelinejs_does():
    assert plain("a &lt; b<br>c</p><div>d</div>") == "a < b\nc\nd"
    assert plain("1 < 2 &amp; 3") == "1 < 2 & 3"
    assert links('<a href="https://a.example">x</a><a href="javascript:1">y</a>') == [
        "https://a.example"
    ]


def test_the_command_names_what_is_missing(db, tmp_path):
    with pytest.raises(CommandError, match="There is no user “nobody”"):
        call_command("import_timelinejs", "a.csv", "--by", "nobody")
    with pytest.raises(CommandError, match=r"none\.csv cannot be read"):
        call_command("import_timelinejs", str(tmp_path / "none.csv"))
