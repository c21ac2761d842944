"""What values of facets are called on the page."""

from timeline.editions.index import Index
from timeline.editions.kinds import KIND_OF_FACET
from timeline.text.languages import language_name

EVIDENCE = {
    "disputed": "Sources differ",
    "corroborated": "Two or more independent origins",
    "single": "One origin",
}
IMPORTANCE = {"major": "Major events only", "minor": "Minor events only"}


def of(index: Index, facet: str, value: str) -> str:
    """The label of a value: “Ada Reed” for ada-reed."""
    facet = KIND_OF_FACET.get(facet, facet)
    entry = index.things(facet).get(value)
    if entry:
        return str(entry["question"] if facet == "dispute" else entry["name"])
    if facet == "language":
        return language_name(value)
    fixed = {"evidence": EVIDENCE, "importance": IMPORTANCE}.get(facet, {})
    return fixed.get(value) or words(value)


def nature(index: Index, publisher: str) -> str:
    """What kind of publisher it is, in a phrase; empty of one that the edition does not have."""
    entry = index.catalogue["publisher"].get(publisher)
    return entry["nature"] if entry else ""


def words(value: str) -> str:
    """A value of a vocabulary as words: “legal step” for legal-step, with a capital."""
    text = value.replace("-", " ")
    return text[:1].upper() + text[1:]
