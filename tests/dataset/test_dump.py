"""Writing the desk as files, byte for byte the same for the same state."""

import tempfile
import unicodedata
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.dataset.small import FILES, write
from timeline.curation.dataset import dump, load
from timeline.curation.dataset.dump import to_text
from timeline.curation.dataset.read import Reader
from timeline.curation.dataset.shapes import DISPUTE, EVENT, PLACE, SOURCE
from timeline.curation.models import Actor, Dispute, Event, Excerpt, Phase, Position, Source
from timeline.text.locators import LOCATOR


def read(folder):
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def test_a_dump_is_byte_for_byte_what_was_loaded(loaded, tmp_path):
    written = dump(tmp_path / "new" / "folder")
    assert sorted(path.name for path in written) == sorted(FILES)
    for name, text in read(tmp_path / "new" / "folder").items():
        assert text == FILES[name]


def test_an_empty_desk_is_files_without_entries(db, tmp_path):
    dump(tmp_path)
    assert sorted(read(tmp_path)) == [
        "actors.yaml", "disputes.yaml", "phases.yaml", "places.yaml", "publishers.yaml",
        "sources.yaml",
    ]  # fmt: skip
    assert read(tmp_path)["phases.yaml"] == "# The chapters of the timeline, in their order.\n"


def test_what_stands_in_a_folder_is_written_over(loaded):
    Actor.objects.filter(slug="ada").update(description="Mayor since 2019.")
    dump(loaded)
    assert "  description: Mayor since 2019.\n" in read(loaded)["actors.yaml"]


# What is hard to see, or to write in YAML, as the line of the file that holds it.
HARD = {
    "a no-break space": ("a\u00a0b", r'"a\u00A0b"'),
    "a zero-width non-joiner": ("می\u200cماند", r'"می\u200Cماند"'),
    "a mark of direction": ("\u200fسلام", r'"\u200Fسلام"'),
    "a soft hyphen": ("air\u00adport", r'"air\u00ADport"'),
    "a byte order mark": ("\ufeffa", r'"\uFEFFa"'),
    "a line separator": ("a\u2028b", r'"a\Lb"'),
    "a backslash before a no-break space": ("a\\\u00a0", r'"a\\\u00A0"'),
    "Persian": ("سلام", "سلام"),
    "typographic quotation marks": ("“a” ‘b’ «c»", "“a” ‘b’ «c»"),
    "straight quotation marks": ("\"a\" 'b'", "'\"a\" ''b'''"),
    "a colon": ("a: b", "'a: b'"),
    "a number sign": ("a #b", "'a #b'"),
    "a hyphen at the start": ("- a", "'- a'"),
    "an exclamation mark": ("!a", "'!a'"),
    "an ampersand": ("&a", "'&a'"),
    "an asterisk": ("*a", "'*a'"),
    "a percent sign": ("%a", "'%a'"),
    "no": ("no", "'no'"),
    "null": ("null", "'null'"),
    "a tilde": ("~", "'~'"),
    "a date": ("2020-01-01", "'2020-01-01'"),
    "a number": ("0123", "'0123'"),
    "spaces around": (" a ", "' a '"),
    "lines": ("a\n\nb", "'a\n\n\n    b'"),
}


@pytest.mark.parametrize(("text", "line"), HARD.values(), ids=HARD)
def test_what_is_hard_to_write(tmp_path, text, line):
    values = {
        "slug": "p", "former_slugs": [], "stage": "approved", "name": text, "kind": "city",
        "within": "", "latitude": "", "longitude": "", "description": "", "names": [],
    }  # fmt: skip
    written = to_text([values], PLACE, "H")
    assert written == f"# H\n\n- slug: p\n  name: {line}\n  kind: city\n"
    write(tmp_path, {"places.yaml": written})
    assert Reader(tmp_path).read()["places.yaml"][0].values == values


def test_quotes_are_blocks_in_which_nothing_is_folded_or_escaped():
    long = "word " * 40 + '"quoted": it\'s\n  # no comment'
    excerpt = {"slug": "x", "source": "s", "quote": long, "prefix": "before ", "suffix": "",
               "stance": "supports", "said_by": "", "language": "en", "translation": "",
               "locator": ""}  # fmt: skip
    event = {"slug": "e", "title": "t", "summary": "s", "date": "2020", "date_basis": "",
             "date_note": "", "time": "", "zone": "", "kind": "visit", "importance": "minor",
             "position": 0, "stage": "approved", "actors": [], "places": [],
             "excerpts": [excerpt], "links": []}  # fmt: skip
    assert to_text([event], EVENT, "H") == (
        "# H\n\n- slug: e\n  title: t\n  summary: s\n  date: '2020'\n  kind: visit\n  excerpts:\n"
        "    - slug: x\n      source: s\n      quote: |-\n        " + "word " * 40
        + "\"quoted\": it's\n          # no comment\n      prefix: \"before \"\n"
    )  # fmt: skip


# -- any text -------------------------------------------------------------------------------------

_ODD = "\u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202e\u2060\u2066\ufeff\ufffe"
_SIGNS = "\n\n  :-#'\"\\|>%@`{}[],&*!?=~<.0123456789"


def plain(text):
    """Whether the desk may hold it: no control characters but line feeds, no lone surrogates."""
    return all(c == "\n" or unicodedata.category(c) not in ("Cc", "Cs") for c in text)


words = st.sampled_from(
    ["no", "Yes", "null", "~", "2020-01-01", "1e3", "0x1", "1:30", "---", "...", "- a", "# a",
     "a: b", "? a", "| a", "a:", " a", "a ", "a\n", "\na", "a\n\n b", "می\u200cشود", "\u200f«سلام»",
     "<<", "=", "!!str a", "word " * 30, "“He said: ‘no’”", "'", '"', "\\", "\\u00A0", "a\\"]
)  # fmt: skip
letters = st.one_of(
    st.sampled_from("ab cسلام" + _SIGNS + _ODD), st.characters(codec="utf-8")
).filter(plain)
texts = st.one_of(words, st.text(letters, max_size=40), st.lists(words, max_size=4).map(" ".join))
some = texts.filter(lambda text: text != "")
places = st.from_regex(LOCATOR, fullmatch=True).filter(str.isascii)


@st.composite
def entries(draw, shape):
    """Values for every field of a shape; a required one says something."""
    values = {}
    for one in shape:
        if one.shape:
            values[one.name] = draw(st.lists(entries(one.shape), min_size=1, max_size=2))
        elif one.many:
            values[one.name] = draw(st.lists(some, unique=True, max_size=2))
        elif one.integer:
            values[one.name] = draw(st.integers(0, 32767))
        else:
            values[one.name] = draw(some if one.default != "" else texts)
    return values


@pytest.mark.parametrize(
    ("name", "shape"),
    [("sources.yaml", SOURCE), ("events-a.yaml", EVENT), ("disputes.yaml", DISPUTE)],
)
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_text_is_read_back_as_it_was(name, shape, data):
    values = [data.draw(entries(shape))]
    with tempfile.TemporaryDirectory() as folder:
        text = to_text(values, shape, "H")
        write(Path(folder), {name: text})
        reader = Reader(Path(folder))
        found = [entry.values for entry in reader.read()[name]]
    assert reader.problems == []
    assert found == values
    assert to_text(found, shape, "H") == text


# Few, because each loads two datasets; the test above reads many texts back, without a database.
@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.fixed_dictionaries(
        {"title": some, "summary": some, "date_note": texts, "quote": some, "prefix": texts,
         "translation": texts, "place": places, "name": some, "answer": some, "note": texts}
    )
)  # fmt: skip
def test_a_dump_loaded_and_dumped_again_is_the_same(curator, text):
    text = {name: value[:100] for name, value in text.items()}
    assume(text["answer"] != "Another")
    with tempfile.TemporaryDirectory() as name, transaction.atomic():
        folder = Path(name)
        with transaction.atomic():
            load(write(folder / "given"), by=curator)
            put_in(text)
            dump(folder / "first")
            assert load(folder / "first", by=curator).changed == {}
            transaction.set_rollback(True)  # the desk is empty again
        load(folder / "first", by=curator)
        dump(folder / "second")
        assert read(folder / "second") == read(folder / "first")
        assert Event.objects.get(slug="opening").title == text["title"]
        assert Excerpt.objects.get(slug="closing-1").quote == text["quote"]
        transaction.set_rollback(True)


def put_in(text):
    Event.objects.filter(slug="opening").update(
        title=text["title"], summary=text["summary"], date_note=text["date_note"]
    )
    Excerpt.objects.filter(slug="closing-1").update(
        **{field: text[field] for field in ("quote", "prefix", "translation")},
        locator=text["place"],
    )
    Actor.objects.get(slug="ada").names.filter(language="en").update(
        name=text["name"], note=text["note"]
    )
    Source.objects.filter(slug="wire-bridge").update(title=text["title"], note=text["note"])
    Phase.objects.filter(slug="after").update(description=text["translation"])
    Dispute.objects.update(question=text["title"], note=text["note"])
    Position.objects.filter(answer="At one").update(answer=text["answer"])
    Position.objects.filter(answer="At noon").update(answer="Another")
