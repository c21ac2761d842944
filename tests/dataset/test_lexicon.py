"""The lexicon of the search as dataset files and at the desk."""

import pytest
from django.core.exceptions import ValidationError

from tests import factories
from tests.dataset.small import write
from timeline.curation.actions import merge
from timeline.curation.dataset import DatasetError, dump, load
from timeline.curation.models import Term

pytestmark = pytest.mark.django_db

LEXICON = """\
# What readers may type for what the timeline says in other words.

- slug: shutdown
  name: shutdown
  words:
    - closure
    - تعطیلی
  equal:
    - closing
  broader:
    - works
  actors:
    - ada
  places:
    - bridge
  note: The timeline speaks of a closing.
"""


@pytest.fixture
def folder(tmp_path):
    folder = write(tmp_path)
    (folder / "lexicon.yaml").write_text(LEXICON, encoding="utf-8")
    return folder


def test_terms_are_loaded_and_written_back_byte_for_byte(folder, tmp_path):
    result = load(folder, by=factories.curator())
    assert result.created["terms"] == ["shutdown"]
    term = Term.objects.get()
    assert (term.words, term.equal, term.broader) == ("closure\nتعطیلی", "closing", "works")
    assert [actor.slug for actor in term.actors.all()] == ["ada"]
    dump(folder)
    assert (folder / "lexicon.yaml").read_text(encoding="utf-8") == LEXICON


def test_loading_again_changes_nothing_and_a_change_is_one(folder):
    person = factories.curator()
    load(folder, by=person)
    assert load(folder, by=person).unchanged["terms"] == ["shutdown"]
    assert Term.objects.get().version == 1
    text = LEXICON.replace("    - works\n", "    - repairs\n")
    (folder / "lexicon.yaml").write_text(text, encoding="utf-8")
    assert load(folder, by=person).changed["terms"] == ["shutdown"]
    assert Term.objects.get().broader == "repairs"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("    - ada\n", "    - adda\n", "“adda” is not the slug of any actor. Did you mean “ada”?"),
        ("    - bridge\n", "    - brige\n", "“brige” is not the slug of any place."),
        ("  name: shutdown\n", "", "name"),
        ("    - closing\n", "    - '?!'\n", "has no word to look for"),
        ("    - closing\n", f"    - {'x' * 121}\n", "at most 120 characters"),
    ],
)
def test_a_mistake_is_named_and_nothing_is_written(folder, old, new, message):
    (folder / "lexicon.yaml").write_text(LEXICON.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DatasetError) as refused:
        load(folder, by=factories.curator())
    assert message in str(refused.value)
    assert not Term.objects.exists()


def test_wordings_stand_one_a_line_each_once():
    term = Term(slug="a", name="a", words=" one \n\n two  words\none\n")
    term.full_clean()
    assert term.words == "one\ntwo words"
    with pytest.raises(ValidationError, match="has no word to look for"):
        Term(slug="a", name="a", equal="…").full_clean()


def test_a_merge_keeps_what_a_term_names():
    lost, kept = factories.actor(), factories.actor()
    term = factories.term()
    term.actors.add(lost)
    merged = merge(lost, into=kept, by=factories.curator())
    assert list(term.actors.all()) == [kept]
    assert merged.steps["Terms of the lexicon that name it now"] == [str(term)]
