"""A reference in a line, written at once: for footnotes, where a citation style would take long."""

from timeline.reader.cite.items import Item


def in_a_line(item: Item) -> str:
    """Who, “what”, where, when: “J. Hill, “The gate”, The Courier, 2020-01-04”."""
    issued = item.get("issued", {}).get("date-parts", [[]])[0]
    when = "-".join(f"{part:02}" for part in issued)
    who = [author["literal"] for author in item.get("author", [])]
    parts = [*who, f"“{item['title']}”", item.get("container-title", ""), when]
    return ", ".join(part for part in parts if part)
