"""What the shipped dataset promises its readers, held rule by rule.

Each rule has its exceptions, with the reason for each; an exception that is none any more fails.
"""

import re
from collections import defaultdict
from pathlib import Path

import pytest
import yaml

from tests.corpora import SHIPPED
from timeline.curation.models import Actor, Dispute, Event, Place
from timeline.text import dates
from timeline.text.locators import LOCATOR

# -- what is read alone ---------------------------------------------------------------------------

FEW_WORDS = 8
SHORT = {}
OPENING, CLOSING = "“‘«", "”’»"


def quotes():
    for event in Event.objects.with_all():
        for excerpt in event.excerpts.all():
            yield event, excerpt


def test_no_excerpt_is_shorter_than_a_clause(shipped):
    short = {x.slug for _, x in quotes() if len(x.quote.split()) < FEW_WORDS}
    assert short == set(SHORT)


def unbalanced(text):
    """What of a text opens without closing, or the reverse; empty when nothing does."""
    # An apostrophe has letters at both sides, or ends a plural (“groups’”) with none open.
    plain = re.sub(r"(?<=\w)[’'](?=\w)", "", text)
    problems = []
    if plain.count('"') % 2:
        problems.append('"')
    for opening, closing in (("“", "”"), ("«", "»"), ("‘", "’"), ("(", ")"), ("[", "]")):
        depth = 0
        for char in plain:
            if char == opening:
                depth += 1
            elif char == closing:
                depth -= 1
                if depth < 0 and closing == "’":
                    depth = 0  # an apostrophe
            if depth < 0:
                break
        if depth:
            problems.append(opening)
    return problems


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("He said “no”, and ‘yes’ too.", []),
        ("the groups’ positions, Iraq’s own", []),
        ("“The US crime", ["“"]),
        ("reciprocal blow to the US,” he said", ["“"]),
        ('said "never', ['"']),
        ("described as ‘unacceptable", ["‘"]),
        ("Daesh (ISIS)*", []),
        ("(Conquest", ["("]),
    ],
)
def test_the_rule_for_quotation_marks_finds_them(text, problems):
    assert unbalanced(text) == problems


def test_quotation_marks_are_balanced_in_every_excerpt(shipped):
    assert {x.slug: found for _, x in quotes() if (found := unbalanced(x.quote))} == {}


def test_a_speaker_is_named_only_of_words_in_quotation_marks(shipped):
    """What a reporter says that somebody said is the reporter's sentence."""
    marks = re.compile(r"[“\"]|‘[^’]+’")
    wrong = [x.slug for _, x in quotes() if x.said_by and not marks.search(x.quote)]
    assert wrong == []


# -- our own voice --------------------------------------------------------------------------------

# Words that judge, or that are one side's; a text of ours has them between quotation marks alone.
LOADED = re.compile(
    r"\b(martyr\w*|terroris\w*|assassin\w*|regime|boast\w*|brag\w*|admit\w*|reveal(s|ed)"
    r"|minions?|tit-for-tat|jihadis\w*|islamis[mt]\w*|malign\w*|crush\w*|criminals?|liar|murder\w*"
    r"|blatant\w*|impuden\w*|brutal\w*|stooges?|puppets?|zionis\w*|heroic|so-called|delusion\w*)\b",
    re.IGNORECASE,
)
QUOTED = re.compile(r"“[^”]*”|‘.*?’(?!\w)")
# Loaded words that are part of a proper name or title.
PROPER = ("International Criminal Court", "Charter of the International Criminal Court")
SPOKEN = {}


# What the files hold that is not said by us: of others, or for machines.
NOT_OURS = {
    "quote", "prefix", "suffix", "translation", "names", "former_slugs", "rights", "byline",
    "url", "archived_url", "homepage", "text_sha256",
}  # fmt: skip
OF_OTHERS = {("sources.yaml", "title")}  # headlines
UNREAD = {"lexicon.yaml"}  # what readers may type, which no page says


def texts_of_ours():
    """Every text of the files, slugs included, with where it stands; whatever files there are."""
    for path in sorted(SHIPPED.glob("*.yaml")):
        if path.name not in UNREAD:
            held = yaml.safe_load(path.read_text(encoding="utf-8"))
            for entry in held if isinstance(held, list) else [held]:
                where = f"{path.name} {entry.get('slug', '')}"
                yield from _texts(entry, where, path.name)


def _texts(value, where, file):
    if isinstance(value, dict):
        for name, one in value.items():
            if name not in NOT_OURS and (file, name) not in OF_OTHERS:
                yield from _texts(one, f"{where} {name}", file)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one, where, file)
    elif isinstance(value, str):
        yield where, value if " " in value else value.replace("-", " ")


def loaded(text):
    plain = QUOTED.sub("", text)
    for name in PROPER:
        plain = plain.replace(name, "").replace(name.lower(), "")
    return [match[0] for match in LOADED.finditer(plain)]


def test_loaded_words_stand_in_quotation_marks_alone():
    found = {where: words for where, text in texts_of_ours() if (words := loaded(text))}
    assert found == SPOKEN


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Iran calls it “state terrorism”", []),
        ("He boasted, and revealed that they crushed it", ["boasted", "revealed", "crushed"]),
        ("The International Criminal Court and a criminal", ["criminal"]),
        ("trump boasts of killing soleimani", ["boasts"]),
        ("Regiments meet", []),
    ],
)
def test_the_rule_for_loaded_words_finds_them(text, words):
    assert loaded(text) == words


def test_quotation_marks_are_balanced_in_every_text_of_ours():
    assert {where: found for where, text in texts_of_ours() if (found := unbalanced(text))} == {}


# -- who did it -----------------------------------------------------------------------------------

DOING = {"agent", "speaker", "mediator", "host", "participant"}
UNNAMED = {
    ("iran-iraq-war", "iraq"): "named in its adjective: “the Iraqi invasion of Iran”",
    ("iraq-invades-iran", "iraq"): "named in its adjective: “the Iraqi invasion of Iran”",
}


def names_of(actor):
    return [actor.name, *(name.name for name in actor.names.all())]


def is_named(actor, evidence):
    """Whether a quotation has a name of the actor; brackets of a name of ours are left out."""
    spoken = " ".join(evidence).casefold().replace("’", "'")
    names = {re.sub(r" \([^)]*\)", "", name).casefold() for name in names_of(actor)}
    names = {name.replace("’", "'").removeprefix("the ") for name in names}
    return any(re.search(rf"\b{re.escape(name)}(?!\w)", spoken) for name in names)


def test_whoever_did_or_said_it_is_named_in_an_excerpt_of_the_event(shipped):
    found = set()
    for event in Event.objects.with_all().prefetch_related("participations__actor__names"):
        evidence = [excerpt.quote for excerpt in event.evidence()]
        for one in event.participations.all():
            if one.role in DOING and not is_named(one.actor, evidence):
                found.add((event.slug, one.actor.slug))
    assert found == set(UNNAMED)


# -- when -----------------------------------------------------------------------------------------

_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_MONTHS = (
    "jan(uary|\\.)?|feb(ruary)?|march|april|may|june|july|august|sept(ember)?|october|november"
    "|december"
)
DAY = re.compile(
    rf"\b({_DAYS})\b|\b({_MONTHS})\.? [0-9]{{1,2}}(th|st|nd|rd)?\b|\ba day after\b", re.I
)
MONTH = re.compile(rf"{DAY.pattern}|\b({_MONTHS})\b|\b(last|this) month\b|\bsummer\b", re.I)
YEAR = re.compile(rf"{MONTH.pattern}|\b(19|20)[0-9]{{2}}\b|\blast year\b", re.I)
FINER = {}


def needed(when):
    """What an excerpt must name for a date as certain as this; None for one that is vague."""
    if re.search("[?~%]|\\.\\.|^/|/$|,", when.edtf):
        return None
    first = when.edtf.split("/")[0]
    return {4: YEAR, 7: MONTH, 10: DAY}[len(first)]


@pytest.mark.parametrize(
    ("edtf", "pattern"),
    [
        ("2020-01-03", DAY), ("2020-01", MONTH), ("2015-22", MONTH), ("2014/2017", YEAR),
        ("[2020-01-03..2020-01-08]", None), ("2020-01-03?", None), ("2022-09-24/..", None),
    ],
)  # fmt: skip
def test_how_much_a_date_needs(edtf, pattern):
    assert needed(dates.parse(edtf)) is pattern


def test_no_event_is_more_certain_than_its_excerpts(shipped):
    found = set()
    for event in Event.objects.with_all():
        pattern = needed(event.when)
        if pattern and not any(pattern.search(x.quote) for x in event.evidence()):
            found.add(event.slug)
    assert found == set(FINER)


# -- where ----------------------------------------------------------------------------------------


def test_no_event_happens_where_it_is_only_about(shipped):
    for event in Event.objects.with_all():
        assert not set(event.places.all()) & set(event.about.all()), event.slug


def test_every_place_is_named_by_an_event(shipped):
    named = set(Event.objects.values_list("places", flat=True))
    named |= set(Event.objects.values_list("about", flat=True))
    within = set(Place.objects.filter(pk__in=named - {None}).values_list("within", flat=True))
    unused = Place.objects.exclude(pk__in=(named | within) - {None})
    assert list(unused.values_list("slug", flat=True)) == []


def test_every_excerpt_says_where_it_stands(shipped):
    for _, excerpt in quotes():
        assert LOCATOR.fullmatch(excerpt.locator), excerpt.slug


# -- disagreements --------------------------------------------------------------------------------


def holders(position):
    """Whose answer it is: whose words are quoted, else who speaks in the event, else whose text."""
    for excerpt in position.excerpts.all():
        speakers = [p.actor.slug for p in excerpt.event.participations.all() if p.role == "speaker"]
        if excerpt.said_by:
            yield excerpt.said_by.slug
        elif speakers and excerpt.stance == "supports":
            yield from speakers
        else:
            yield excerpt.source.origin.publisher.slug


def test_every_dispute_has_two_holders_at_least(shipped):
    found = defaultdict(set)
    for dispute in Dispute.objects.all():
        for position in dispute.positions.all():
            found[dispute.slug] |= set(holders(position))
            assert position.note, (dispute.slug, position.answer)  # which says whose it is
    assert {slug: who for slug, who in found.items() if len(who) < 2} == {}


def test_a_difference_of_words_alone_is_a_note_and_no_dispute(shipped):
    worded = {event.slug for event in Event.objects.exclude(wording="")}
    assert worded == {
        "al-muhandis-killed",
        "iran-warrant-for-trump-2020",
        "iraqi-parliament-demands-us-withdrawal",
        "missile-strikes-on-iraqi-bases",
        "strike-at-baghdad-airport",
    }


# -- names ----------------------------------------------------------------------------------------

ASKED_FOR = {
    "popular-mobilization-forces": {
        ("PMF", "acronym"), ("PMU", "acronym"), ("PMC", "acronym"), ("الحشد الشعبي", "native"),
        ("Popular Mobilization Units", "name"), ("al-Hashd al-Shaabi", "name"),
    },
    "daesh": {
        ("ISIL", "acronym"), ("ISIS", "acronym"), ("Islamic State", "name"), ("ИГИЛ", "acronym"),
        ("تنظيم الدولة الإسلامية", "native"),
    },
    "irgc": {
        ("IRGC", "acronym"), ("Islamic Revolutionary Guard Corps", "name"), ("Pasdaran", "name"),
        ("Sepah", "name"), ("КСИР", "acronym"), ("سپاه پاسداران انقلاب اسلامی", "native"),
    },
    "quds-force": {("Qods Force", "name"), ("IRGC-QF", "acronym"), ("فيلق القدس", "exonym")},
    "donald-trump": {("دونالد ترامب", "exonym"), ("ترامپ", "exonym"), ("POTUS", "acronym")},
    "mike-pompeo": {("مايك بومبيو", "exonym"), ("مایک پمپئو", "exonym")},
    "international-criminal-court": {("ICC", "acronym"), ("المحكمة الجنائية الدولية", "exonym")},
    "united-nations": {("UN", "acronym"), ("الأمم المتحدة", "exonym"), ("ООН", "acronym")},
    "united-states": {("USA", "acronym"), ("America", "name"), ("الولايات المتحدة", "exonym")},
    "vladimir-putin": {("Владимир Путин", "native"), ("ولادیمیر پوتین", "exonym")},
    "kataib-hezbollah": {("KH", "acronym"), ("كتائب حزب الله", "native")},
    "ali-khamenei": {("Chamenei", "exonym"), ("Jamenei", "exonym"), ("Hamaney", "exonym")},
    "qasem-soleimani": {("Sulejmani", "exonym"), ("قاسم سلیمانی", "native")},
    "interpol": {("الإنتربول", "exonym"), ("Интерпол", "exonym")},
    "baghdad": {("Bagdad", "exonym"), ("Bağdat", "exonym"), ("بغداد", "native")},
}  # fmt: skip


def test_the_names_that_readers_look_for_are_there_with_their_kind(shipped):
    missing = {}
    for slug, wanted in ASKED_FOR.items():
        model = Place if slug == "baghdad" else Actor
        there = set(model.objects.get(slug=slug).names.values_list("name", "kind"))
        if wanted - there:
            missing[slug] = wanted - there
    assert missing == {}


def test_a_name_in_another_script_says_its_language_and_that_no_document_has_it(shipped):
    for model in (Actor, Place):
        for thing in model.objects.prefetch_related("names"):
            for name in thing.names.all():
                latin = all(
                    char.isascii() or not char.isalpha() or char < "ʰ" for char in name.name
                )
                assert latin or name.language != "en", name.name
                if name.language != "en":  # every document read is in English
                    assert "not in the documents" in name.note, name.name
                    assert name.kind in {"native", "exonym", "acronym"}, name.name


# -- old addresses --------------------------------------------------------------------------------


ONCE = Path(__file__).parent / "events_once.txt"  # the slugs of every event that was ever shipped


def test_every_address_that_an_event_had_leads_to_one(shipped):
    present = set(Event.objects.values_list("slug", flat=True))
    former = {old: e.slug for e in Event.objects.all() for old in e.former_slugs}
    once = set(ONCE.read_text().split())
    assert once - present - set(former) == set()
    assert set(former) & present == set()
