"""Files in which a timeline speaks of itself: site.yaml, story.yaml, gaps.yaml."""

import pytest

from tests import factories
from tests.corpora import LIGHTHOUSE
from tests.dataset.small import write
from timeline.curation.dataset import DatasetError, dump, load
from timeline.curation.dataset.trial import load_as_shown, try_load
from timeline.curation.models import Gap, Site, Story

pytestmark = pytest.mark.django_db

FILES = {path.name: path.read_text(encoding="utf-8") for path in LIGHTHOUSE.glob("*.yaml")}


def edited(file, old, new):
    assert FILES[file].count(old) >= 1, f"{old!r} is not in {file}"
    return FILES | {file: FILES[file].replace(old, new, 1)}


MISTAKES = {
    "another slug": (
        edited("site.yaml", "slug: site", "slug: other"),
        "site.yaml, line 3: “other”: There is only one, and its slug is “site”.",
    ),
    "a figure that there is not": (
        edited("site.yaml", "{corroborated}", "{banana}"),
        ("site.yaml, line 8: “site” standfirst: “{banana}” is not a figure of an edition. Known "
        "are: {events}, {documents}, {origins}, {publishers}, {languages}, {disagreements}, "
        "{single}, {corroborated}, {gaps}."),
    ),
    "a brace by itself": (
        edited("site.yaml", "{corroborated}", "{ 3 }"),
        ("site.yaml, line 8: “site” standfirst: Braces hold a figure of the edition, and nothing "
        "else. Known are: {events}, {documents}, {origins}, {publishers}, {languages}, "
        "{disagreements}, {single}, {corroborated}, {gaps}."),
    ),
    "a clock of no zone": (
        edited("site.yaml", "zone: Europe/London", "zone: Londinium"),
        ("site.yaml, line 20: “site” clocks[2].zone: “Londinium” is not a time zone. Write an IANA "
        "name, such as Asia/Tokyo."),
    ),
    "no language": (
        edited("site.yaml", "languages: en, nb", "languages: English"),
        ("site.yaml, line 21: “site” languages: “English” is not a language tag. Write a BCP 47 "
        "tag, such as en, fa or ar."),
    ),
    "a stage that there is not": (
        edited("site.yaml", "  name: Grey Skerry", "  stage: banana\n  name: Grey Skerry"),
        ("site.yaml, line 4: “site” stage: “banana” is not a stage. Known are: draft, "
        "in-review, approved, withdrawn."),
    ),
    "a step of no event": (
        edited("story.yaml", "event: marit-runs-aground", "event: marit-run-aground"),
        ("story.yaml, line 10: “story” steps[3].event: “marit-run-aground” is not the slug of any "
        "event. Did you mean “marit-runs-aground”?"),
    ),
    "a step of an event that is not public": (
        edited("events-before.yaml", "kind: appointment", "kind: appointment\n  stage: draft"),
        ("story.yaml, line 6: “story” steps[1].event: “tolle-becomes-keeper” is draft: a story "
        "leads through public events. Take the step out, or give the story the stage draft."),
    ),
    "a long caption": (
        edited("story.yaml", "The light is out for five hours", "x" * 91),
        ("story.yaml, line 9: “story” steps[2].caption: Ensure this value has at most 90 "
        "characters (it has 91)."),
    ),
    "too few steps": (
        FILES | {"story.yaml": FILES["story.yaml"][: FILES["story.yaml"].rindex("    - event")]},
        "story.yaml, line 5: “story” steps: has 4; a story has 5 to 12 steps.",
    ),
    "a day that is none": (
        edited("gaps.yaml", "checked: '2026-11-01'", "checked: yesterday"),
        ("gaps.yaml, line 16: “oil-is-weighed” checked: “yesterday” is not a day. Write it as "
        "2026-03-01, or leave it out."),
    ),
    "an address of this machine": (
        edited("gaps.yaml", "https://far-gazette.example/marit", "http://localhost/"),
        ("gaps.yaml, line 9: “marit-is-raised” addresses[1].url: “localhost” in "
        "“http://localhost/” is not a public host. Write the full address of a public page, such "
        "as https://example.org/page."),
    ),
    "a line that ends": (
        edited("gaps.yaml", "line: The Marit is raised", "line: The Marit is raised."),
        ("gaps.yaml, line 4: “marit-is-raised” line: “The Marit is raised.”: It stands in a list: "
        "leave out what ends it."),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_named_with_its_place_and_nothing_is_written(tmp_path, name):
    files, said = MISTAKES[name]
    with pytest.raises(DatasetError) as raised:
        load(write(tmp_path, files), by=factories.editor())
    assert [str(problem) for problem in raised.value.problems] == [said]
    assert not any(model.objects.exists() for model in (Site, Story, Gap))


def test_they_are_written_back_byte_for_byte_and_loading_again_changes_nothing(tmp_path):
    load(LIGHTHOUSE, by=factories.editor())
    assert {path.name: path.read_text() for path in dump(tmp_path)} == FILES
    report = load(LIGHTHOUSE, by=factories.editor())
    assert (report.created, report.changed) == ({}, {})


def test_what_is_not_there_is_not_written(tmp_path, small_dataset):
    assert {"site.yaml", "story.yaml", "gaps.yaml"} & {one.name for one in dump(tmp_path)} == set()


def test_a_draft_is_loaded_and_written_as_one(tmp_path):
    files = edited("gaps.yaml", "slug: oil-is-weighed", "slug: oil-is-weighed\n  stage: draft")
    load(write(tmp_path / "in", files), by=factories.editor())
    assert not Gap.objects.get(slug="oil-is-weighed").is_approved
    assert Gap.objects.get(slug="marit-is-raised").is_approved
    written = {path.name: path.read_text() for path in dump(tmp_path / "out")}
    assert written["gaps.yaml"] == files["gaps.yaml"]


def test_whoever_may_not_approve_leaves_it_to_others():
    files = {name: text.encode() for name, text in FILES.items()}
    who = factories.editor()
    trial = try_load(files, by=who, approve=False)
    titles = {change.title for change in trial.changes}
    assert {"The dark night in five steps", "The Marit is raised"} <= titles
    load_as_shown(files, by=who, approve=False, digest=trial.digest)
    assert not Site.objects.get().is_approved
    assert not Story.objects.get().is_approved
    again = try_load(files, by=who, approve=False)
    assert (again.changes, again.unchanged > 20) == ([], True)
