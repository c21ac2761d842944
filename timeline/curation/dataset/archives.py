"""Dataset files as they travel: uploaded one by one or in a ZIP archive, downloaded as one.

Nothing is unpacked to a disk. Archives are read with limits on what they unfold to, whatever they
say about themselves.
"""

import io
import re
import zipfile
from collections.abc import Iterable

from timeline.curation.dataset.problems import DatasetError, Problem

MAX_UPLOAD = 10_000_000  # bytes of what is sent
MAX_UNFOLDED = 40_000_000  # bytes of all files of an archive
MAX_FILES = 200
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,150}\.(yaml|csv)")
_BESIDE = frozenset(("Thumbs.db", "desktop.ini"))  # what Windows puts beside the files
# Files are dated alike, so that the same state gives the same archive, byte for byte.
_DATE = (2020, 1, 1, 0, 0, 0)

Files = dict[str, bytes]


def pack(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A ZIP archive of files, in their order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            info = zipfile.ZipInfo(name, _DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return buffer.getvalue()


def unpack(name: str, content: bytes) -> Files:
    """The files of an archive by their names, folders left out. `DatasetError` names what is not
    right with it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _read(name, archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        # The module raises each of these for damaged, encrypted or exotic archives.
        raise DatasetError([Problem(name, 1, "", "", f"is not a ZIP archive: {error}.")]) from error
    except Exception as error:
        if type(error).__module__ not in {"zlib", "lzma"}:
            raise
        raise DatasetError([Problem(name, 1, "", "", f"is damaged: {error}.")]) from error


def _read(name: str, archive: zipfile.ZipFile) -> Files:
    infos = [info for info in archive.infolist() if not _is_left_out(info)]
    if len(infos) > MAX_FILES:
        message = f"holds {len(infos)} files; at most {MAX_FILES} are read."
        raise DatasetError([Problem(name, 1, "", "", message)])
    files: Files = {}
    left = MAX_UNFOLDED
    for info in infos:
        path = _path(info)
        if path.startswith("/") or ".." in path.split("/") or ":" in path:
            message = f"holds “{info.filename}”, which points outside of it."
            raise DatasetError([Problem(name, 1, "", "", message)])
        with archive.open(info) as file:
            content = file.read(left + 1)
        left -= len(content)
        if left < 0:
            message = f"unfolds to more than {MAX_UNFOLDED:,} bytes; send fewer files at a time."
            raise DatasetError([Problem(name, 1, "", "", message)])
        _add(files, path.rpartition("/")[2], content)
    return files


def _path(info: zipfile.ZipInfo) -> str:
    """Where a file stands in its archive. Some tools of Windows part folders by backslashes."""
    return info.filename.replace("\\", "/")


def _is_left_out(info: zipfile.ZipInfo) -> bool:
    """Folders, and what some systems put beside the files."""
    path = _path(info)
    name = path.rpartition("/")[2]
    return not name or path.startswith("__MACOSX/") or name.startswith(".") or name in _BESIDE


def _add(files: Files, name: str, content: bytes) -> None:
    if name in files:
        raise DatasetError([Problem(name, 1, "", "", "is there twice.")])
    if not _NAME.fullmatch(name):
        message = (
            "is not a file of a dataset (.yaml, named in lower case) or a table of sources (.csv)."
        )
        raise DatasetError([Problem(name, 1, "", "", message)])
    files[name] = content


def gather(sent: Iterable[tuple[str, bytes]]) -> Files:
    """The files that somebody sent, archives among them unpacked."""
    files: Files = {}
    total = 0
    for name, content in sent:
        total += len(content)
        if total > MAX_UPLOAD:
            message = f"is too much: at most {MAX_UPLOAD:,} bytes can be sent at a time."
            raise DatasetError([Problem(name, 1, "", "", message)])
        if name.lower().endswith(".zip"):
            for inner, text in unpack(name, content).items():
                _add(files, inner, text)
        elif name.lower().endswith(".csv"):
            _add(files, "sources.csv", content)
        else:
            _add(files, name, content)
    tables = [name for name in files if name.endswith(".csv")]
    if tables and len(files) > 1:
        message = "is a table of sources: send it by itself, without other files."
        raise DatasetError([Problem(tables[0], 1, "", "", message)])
    if not files:
        raise DatasetError([Problem("the upload", 1, "", "", "holds no file of a dataset.")])
    return files
