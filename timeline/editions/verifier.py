#!/usr/bin/env python3
"""Check downloaded editions of a timeline. It needs Python 3.9 or newer, and nothing else.

    python3 verify.py FOLDER [NUMBER=DIGEST ...]

FOLDER is a mirror of the site, or holds edition.json, records.jsonl and digests.txt of one edition.
NUMBER=DIGEST is the digest of an edition as you know it from elsewhere: a footnote, an archive, a
signature. Without one this proves that the files agree with each other, and no more. It names all
that is not as it was published, and ends with 1 where there is anything, else with 0.
"""

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

HEAD = {"before", "counts", "note", "number", "published", "reasons", "redactions", "search_rules"}
RECORD = {"document", "identity", "kind", "sha256", "since", "slug", "statement", "told"}


def canonical(value: Any) -> str:
    """JSON in the one form that is hashed: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def listing(edition: dict[str, Any], records: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The list of an edition (digests.txt), line by line. Its SHA-256 is the edition's digest."""
    yield "edition-list 1"
    for name in ("number", "published", "before", "search_rules"):
        yield f"{name} {edition[name] or 'none'}"
    yield f"counts {canonical(edition['counts'])}"
    yield f"note {sha256(edition['note'])}"
    for one in edition["reasons"]:
        yield f"reason/{one.get('kind')}/{one.get('slug')} {sha256(str(one.get('text')))}"
    for one in edition["redactions"]:
        yield f"redaction/{one.get('number')} {sha256(canonical(one))}"
    for one in records:
        yield "{kind}/{slug} {since} {identity} {told} {statement} {sha256}".format(**one)


def read(path: Path, members: set[str], faults: list[str]) -> Iterator[dict[str, Any]]:
    """The objects in a file, one a line. What is not in its form is told, and left out."""
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        try:
            found = json.loads(line)
            if set(found) - {"redacted"} != members or canonical(found).encode() != line:
                raise ValueError("not in the form that was published")
            yield found
        except (ValueError, TypeError, RecursionError) as error:
            faults.append(f"{path}, line {number}: {error}")


def check(folder: Path, edition: dict[str, Any], notices: dict[int, Any], faults: list[str]) -> str:
    """Compare the files of an edition with its list, line by line; the digest of the list."""
    text, whole = (folder / "digests.txt").read_bytes(), folder / "records.jsonl"
    records = list(read(whole, RECORD, faults)) if whole.exists() else []
    for one in records:  # a document has the digest listed, or that in the notice of its redaction
        notice = notices.get((one.get("redacted") or [0])[-1], {"becomes": one["sha256"]})
        if sha256(canonical(one["document"])) != notice.get("becomes"):
            faults.append(f"{folder}, {one['kind']}/{one['slug']}: its document was changed")
    made = list(listing(edition, records))
    listed = text.decode("utf-8", "replace").split("\n")[: -1 if whole.exists() else len(made)]
    a, b = ({line.split(" ")[0]: line for line in lines} for lines in (made, listed))
    names = [name for name in sorted(a.keys() | b.keys()) if a.get(name) != b.get(name)]
    if made != listed:
        faults += [f"{folder}, {one}: not as digests.txt has it" for one in names or ["order"]]
    return hashlib.sha256(text).hexdigest()


def main(root: Path, given: list[str]) -> int:
    faults: list[str] = []
    paths = [*root.glob("edition.json"), *root.glob("editions/*/edition.json")]
    heads = {path.parent: one for path in paths for one in read(path, HEAD, faults)}
    known = [[str(one["number"] - 1), one["before"]] for one in heads.values()]
    known += [one.split("=") for one in given]
    notices = {note.get("number"): note for one in heads.values() for note in one["redactions"]}
    for folder, head in sorted(heads.items(), key=lambda item: int(item[1]["number"])):
        digest = check(folder, head, notices, faults)
        if any(one == str(head["number"]) and digest != wanted for one, wanted in known):
            faults.append(f"{folder}, digests.txt: it has not the digest that is known of it")
        print(f"edition {head['number']}: {digest}")
    for line in (line for sums in root.glob("SHA256SUMS") for line in sums.open(encoding="utf-8")):
        digest, name = line.rstrip("\n").split("  ")
        if hashlib.sha256((root / name).read_bytes()).hexdigest() != digest:
            faults.append(f"{root / name}: not the file that was exported")
    print(*faults or ["All is as it was published." if heads else "No edition is here."], sep="\n")
    return 1 if faults or not heads else 0


if __name__ == "__main__":
    try:
        sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
    except (KeyError, TypeError, ValueError, IndexError, OSError) as error:
        sys.exit(f"{__doc__}\nThis could not be read: {error!r}")
