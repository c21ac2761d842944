"""Pages of HTML become texts that have the page's own characters; what is left out is offered."""

import unicodedata

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import factories
from tests.desk.test_source_desk_text import checked, data_of, stored, text_url
from tests.html import read
from timeline.desk.source_desk.intake import IntakeError, from_file, from_paste
from timeline.desk.source_desk.left_out import Offer, read_offer
from timeline.desk.source_desk.passages import Missing, look_up
from timeline.text.quotes import FoundOnce, find

AROUND = "".join(
    f"<p>On day {n} the committee met again, and the minister said that it would answer.</p>"
    for n in range(1, 6)
)

# What a page has in a paragraph; what its text has
KEPT = {
    "joiners": ("آن‌ها نمی‌خواهند", "آن‌ها نمی‌خواهند"),
    "a joiner": ("क्&zwj;ष and 👩&#x200D;🔬", "क्\u200dष and 👩\u200d🔬"),
    "marks of direction": (
        "a&lrm;b&rlm;c \u202bد\u202c \u2067ه\u2069",
        "a\u200eb\u200fc \u202bد\u202c \u2067ه\u2069",
    ),
    "soft hyphens and zero-width spaces": ("so&shy;lei&#8203;mani", "so\xadlei\u200bmani"),
    "a word joiner, a byte order mark": ("a\u2060b\ufeffc", "a\u2060b\ufeffc"),
    "variation selectors": ("❤️ ❤︎", "❤️ ❤︎"),
    "accents apart": ("Cafe\u0301 Zu\u0308rich", "Cafe\u0301 Zu\u0308rich"),
    "accents in one": ("Café", "Café"),
    "vowel signs and long letters": ("مُحَمَّد سـلام ي ى ک ك", "مُحَمَّد سـلام ي ى ک ك"),
    "forms of compatibility": ("ﬁne ² ½ Ⅳ １２", "ﬁne ² ½ Ⅳ １２"),
    "spaces of other widths": ("1&nbsp;000&thinsp;km&#x202f;x　y", "1\xa0000\u2009km\u202fx　y"),
    "quotation marks": ("“a” „b“ «c» ‹d› 'e' \"f\" ‘g’ `h´", "“a” „b“ «c» ‹d› 'e' \"f\" ‘g’ `h´"),
    "dashes and dots": ("a--b – c — d … e ... f", "a--b – c — d … e ... f"),
    "elements in a word": ("S<b>oleim</b>ani, <nobr>AP-x</nobr><wbr>y", "Soleimani, AP-xy"),
    "white space of the source": ("a \n\t  b<i> c</i> d", "a b c d"),
    "a break": ("one<br>two<br/> three", "one\ntwo\nthree"),
    "drawn quotation marks": ("He said <q>we go</q> today.", "He said we go today."),
    "raised figures": ("In 1998<sup>13</sup> it<sup> 2,3</sup> was.", "In 1998¹³ it ²,³ was."),
    "raised letters": ("the 1<sup>st</sup>, x<sup>[4]</sup>", "the 1st, x[4]"),
    "what no page shows": ("a<script>b</script><span hidden>c</span><!-- d --> e", "a e"),
    "signs that look like HTML": ("a &lt;b&gt; c &amp;amp; d", "a <b> c &amp; d"),
    "ruby": ("<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>", "漢かん"),
}  # fmt: skip
DOORS = {
    "pasted": lambda page: from_paste(page),
    "pasted, said to be HTML": lambda page: from_paste(page, kind="html"),
    "a file": lambda page: from_file("page.html", page.encode()),
    "a file without an ending": lambda page: from_file("page", page.encode()),
}


@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS)
@pytest.mark.parametrize(("there", "text"), KEPT.values(), ids=KEPT)
def test_a_text_has_the_characters_of_the_page(door, there, text):
    page = f"<!doctype html><meta charset=utf-8><body><article>{AROUND}<p>{there}</p>{AROUND}"
    assert f"answer.\n{text}\nOn day 1" in door(page).text


@pytest.mark.parametrize("there", ["آن‌ها", "<p>آن‌ها", "<html><body>آن‌ها"])
def test_a_page_of_a_few_words_is_taken_whole(there):
    assert from_paste(there, kind="html").text == "آن‌ها"


def test_lists_and_tables_get_no_signs_and_what_is_copied_of_them_is_found():
    page = (
        f"<html><body><article>{AROUND}<ul><li>apple a day</li><li>two <b>pears</b></ul>"
        "<ol><li>first<li>second</ol><dl><dt>term<dd>meaning</dl>"
        "<table><tr><th>Year<th>Dead</tr><tr><td>2019<td>12</table>"
        f"<blockquote>quoted words</blockquote><pre>as\n  it</pre>{AROUND}</article>"
    )
    text = from_paste(page).text
    lines = (
        "apple a day\ntwo pears\nfirst\nsecond\nterm\nmeaning\nYear\nDead\n2019\n12\n"
        "quoted words\nas\n  it\nOn day 1"
    )
    assert lines in text
    for copied in ("apple a day\ntwo pears", "Year\tDead\n2019\t12", "first\nsecond"):
        assert isinstance(find(copied, text), FoundOnce), copied


PREFORMATTED = {
    "<pre>\n  two  spaces\n\n    four\n</pre>": "  two  spaces\n\n    four",
    "<pre><code>    def f():\n        pass</code></pre>": "    def f():\n        pass",
    "<pre>shut <b> again</b></pre>": "shut  again",
    "<p> one <br>   two</p>": "one\ntwo",
}


@pytest.mark.parametrize("shown", PREFORMATTED)
def test_spaces_that_a_page_keeps_are_kept(shown):
    taken = from_paste(f"<html><body><article>{AROUND}{shown}{AROUND}</article>")
    assert f"answer.\n{PREFORMATTED[shown]}\nOn day 1" in taken.text
    assert taken.notes == ()


def test_raised_figures_are_told_and_found_as_browsers_copy_them():
    taken = from_paste(f"<html><body><article>{AROUND}<p>It was in 1998<sup>13</sup>.</p>")
    (note,) = taken.notes
    assert note.endswith("are not read as part of a number: “1998¹³”.")
    assert look_up("in 199813.", taken.text).exact == "in 1998¹³."
    assert look_up("in 1998", taken.text).exact == "in 1998"
    assert isinstance(look_up("in 199814.", taken.text), Missing)


# Texts and whether they are a page of HTML
LOOKS = [
    ("<!DOCTYPE html><p>words", True),
    ("\ufeff\n<!-- saved from url=(0014)about:internet -->\n<html><body>words", True),
    ('<?xml version="1.0"?><html><body>words</body></html>', True),
    ("<div class='story'>\n<p>words</p>\n</div>\n", True),
    ("<p>words</p><p>more</p>", True),
    ("<article><h1>Words</h1>more</article>", True),
    ("<meta charset=utf-8><p>words</p>", True),
    ("words about <p> and </p>", False),
    ("<p> is an element, </p> its end: so she wrote", False),
    ("<he said>words</he>", False),
    ("a < b > c", False),
    ("<b", False),
]


@pytest.mark.parametrize(("text", "is_page"), LOOKS)
def test_both_doors_see_the_same_in_a_text(text, is_page):
    pasted, sent = from_paste(text), from_file("a file", text.encode())
    assert pasted.text == sent.text
    assert ("trafilatura" in pasted.text_from) is is_page
    assert ("<" not in pasted.text) is is_page


def test_a_page_with_a_null_or_nested_too_deeply_is_refused_not_cut_short():
    with pytest.raises(IntakeError, match="control character U"):
        from_file("a.html", b"<html><body><p>One.\x00Two.")
    with pytest.raises(IntakeError, match="nested too deeply"):
        from_file("a.html", b"<html><body>" + b"<div>" * 5000 + b"words")


NEWS = (
    "<!doctype html><html><head><title>Site</title></head><body><nav><a href=/>Start</a></nav>"
    "<header><h1>The gate was shut</h1><div class='article-author'>By Ann Other</div>"
    "<time>3 May 2019</time></header>"
    f"<article>{AROUND}<figure><img src=a.png alt=gate><figcaption>The gate at dawn.</figcaption>"
    f"</figure><p>They said <q>no</q> at last.</p>{AROUND}</article><footer>Imprint</footer>"
)


def test_what_is_left_out_is_named_by_what_it_is():
    offer = from_paste(NEWS).offer
    beside = {piece.text: piece.name for _, piece in offer.rows()}
    said = from_paste(NEWS).text
    expected = {
        "The gate was shut": "Headline",
        "By Ann Other": "Byline",
        "3 May 2019": "Date",
        "The gate at dawn.": "Caption",
        "Start": "Frame of the page",
        "Imprint": "Frame of the page",
    }
    for text, name in expected.items():
        assert (text in said) != (beside.get(text) == name), text
    assert "Start" in beside
    assert offer.drawn == ("no",)


def test_everything_that_a_page_says_is_in_the_text_or_offered():
    taken = from_paste(NEWS)
    text, rest = taken.offer.keep(taken.text, range(len(taken.offer.pieces)), marks=True)
    assert text.split("\n") == [
        "Start", "The gate was shut", "By Ann Other", "3 May 2019",
        *(line := [piece.split("</p>")[0] for piece in AROUND.split("<p>")[1:]]),
        "The gate at dawn.", "They said “no” at last.", *line, "Imprint",
    ]  # fmt: skip
    assert not rest


def test_an_offer_survives_its_form_and_nonsense_is_no_offer():
    offer = from_paste(NEWS).offer
    assert read_offer(offer.to_json()) == offer
    for said in ("", "{}", "[1]", "null", '{"pieces": [{"text": "a"}], "drawn": []}', "[" * 9999):
        assert read_offer(said) == Offer()


@pytest.fixture
def source(db):
    return factories.approved(slug="met").excerpts.get().source


@pytest.mark.django_db
@pytest.mark.parametrize("door", ["file", "paste"])
def test_what_was_left_out_is_listed_before_saving_and_kept_where_the_page_has_it(
    curator_client, source, door
):
    sent = {"file": SimpleUploadedFile("a.html", NEWS.encode())} if door == "file" else {}
    response = checked(curator_client, source, **{"text": NEWS, **sent})
    page = read(response.content.decode())
    listed = page.one("fieldset", class_="desk-left-out")
    assert "Byline By Ann Other" in listed.text
    assert "The quotation marks around 1 passage: “no”" in listed.text
    assert "By Ann Other" not in data_of(response)["text"]

    offer = response.context["check"].offer
    byline = next(str(n) for n, piece in enumerate(offer.pieces) if piece.kind == "byline")
    data = data_of(response) | {"left": response.context["form"]["left"].value()}
    data["text"] = "Typed before.\n" + data["text"]
    again = curator_client.post(text_url(source), data | {"keep": [byline], "marks": "1"})
    text = data_of(again)["text"]
    assert text.startswith("By Ann Other\nTyped before.\nOn day 1")
    assert "They said “no” at last." in text
    left = [piece.text for piece in again.context["check"].offer.pieces]
    assert "By Ann Other" not in left
    assert "Start" in left

    saved = curator_client.post(text_url(source), data_of(again) | {"_save": "1"})
    assert saved.status_code == 302
    assert unicodedata.normalize("NFC", stored(source).text) == stored(source).text == text
    assert stored(source).text_from.endswith(", then edited, with more of it")


@pytest.mark.django_db
def test_a_text_with_something_chosen_is_shown_before_it_is_saved(curator_client, source):
    response = checked(curator_client, source, text=NEWS)
    data = data_of(response) | {"left": response.context["form"]["left"].value()}
    refused = curator_client.post(text_url(source), data | {"keep_all": "1", "_save": "1"})
    assert "this is not the text that was checked" in refused.content.decode()
    assert "Imprint" in data_of(refused)["text"]
    assert stored(source).text == source.text
