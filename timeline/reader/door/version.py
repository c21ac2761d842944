"""What the code that renders pages is, as a short digest: part of every ETag."""

import hashlib
from functools import lru_cache
from pathlib import Path

from django.conf import settings


@lru_cache(maxsize=1)
def code_version() -> str:
    """The first 12 digits of the SHA-256 of all modules, templates, static files and packages."""
    digest = hashlib.sha256()
    base: Path = settings.BASE_DIR
    for folder in ("timeline", "templates", "static"):
        for path in sorted((base / folder).rglob("*")):
            if path.suffix in {".py", ".html", ".css", ".js", ".svg", ".xml", ".txt"}:
                digest.update(str(path.relative_to(base)).encode())
                digest.update(path.read_bytes())
    # What writes calendars, citations and the rest is of packages.
    digest.update((base / "requirements.txt").read_bytes())
    return digest.hexdigest()[:12]
