"""Dataset files as they travel: uploaded one by one or in a ZIP archive, downloaded as one.

Nothing is unpacked to a disk. Limits hold for all that is sent at a time, not for each archive of
it, on what it unfolds to, whatever archives say about themselves.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from timeline.curation.dataset.problems import DatasetError, Problem

MAX_UPLOAD = 10_000_000  # bytes of what is sent
MAX_UNFOLDED = 40_000_000  # bytes of all files, archives unpacked
MAX_FILES = 200  # archives unpacked
TABLES = (".csv", ".ris", ".bib", ".json")  # files that hold sources and nothing else
_ENTRY = b"PK\x01\x02"  # what begins the entry of a file in the directory of an archive
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,150}\.(yaml|csv|ris|bib|json)")
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


class Room:
    """What is left for the files of one request. `DatasetError` names the file that is too much."""

    def __init__(self) -> None:
        self.files = MAX_FILES
        self.left = MAX_UNFOLDED

    def for_files(self, name: str, count: int) -> None:
        self.files -= count
        if self.files < 0:
            message = f"is one file too many: at most {MAX_FILES} are read at a time."
            raise DatasetError([Problem(name, 1, "", "", message)])

    def for_bytes(self, name: str, count: int) -> None:
        self.left -= count
        if self.left < 0:
            message = f"unfolds to more than {MAX_UNFOLDED:,} bytes; send fewer files at a time."
            raise DatasetError([Problem(name, 1, "", "", message)])


def unpack(name: str, content: bytes, room: Room | None = None) -> Files:
    """The files of an archive by their names, folders left out, within the room that there is.
    `DatasetError` names what is not right with it."""
    with _opened(name, content) as archive:
        return _read(name, archive, room or Room())


def names_in(name: str, content: bytes) -> list[str]:
    """What the files of an archive are called; nothing is unpacked. Errors as of `unpack`."""
    with _opened(name, content) as archive:
        return [_path(info).rpartition("/")[2] for info in archive.infolist()]


@contextmanager
def _opened(name: str, content: bytes) -> Iterator[zipfile.ZipFile]:
    if content.count(_ENTRY) > 10 * MAX_FILES:  # before the module makes an object of each
        message = f"holds far too many files; at most {MAX_FILES} are read at a time."
        raise DatasetError([Problem(name, 1, "", "", message)])
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield archive
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        # The module raises each of these for damaged, encrypted or exotic archives.
        raise DatasetError([Problem(name, 1, "", "", f"is not a ZIP archive: {error}.")]) from error
    except Exception as error:
        if type(error).__module__ not in {"zlib", "lzma"}:
            raise
        raise DatasetError([Problem(name, 1, "", "", f"is damaged: {error}.")]) from error


def _read(name: str, archive: zipfile.ZipFile, room: Room) -> Files:
    infos = [info for info in archive.infolist() if not _is_left_out(info)]
    room.for_files(name, len(infos))
    files: Files = {}
    for info in infos:
        path = _path(info)
        if path.startswith("/") or ".." in path.split("/") or ":" in path:
            message = f"holds “{info.filename}”, which points outside of it."
            raise DatasetError([Problem(name, 1, "", "", message)])
        with archive.open(info) as file:
            content = file.read(room.left + 1)
        room.for_bytes(name, len(content))
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


def _is_archive(name: str) -> bool:
    return name.lower().endswith(".zip")


def _add(files: Files, name: str, content: bytes) -> None:
    if name in files:
        raise DatasetError([Problem(name, 1, "", "", "is there twice.")])
    if not _NAME.fullmatch(name):
        message = (
            "is not a file of a dataset (.yaml, named in lower case), a table of sources (.csv) or "
            "a list of references (.ris, .bib, .json)."
        )
        raise DatasetError([Problem(name, 1, "", "", message)])
    files[name] = content


def is_table(sent: Sequence[tuple[str, bytes]]) -> bool:
    """Whether somebody sent a table or a list of sources, by the names of the files; nothing is
    unpacked.

    Errors as of `unpack`.
    """
    names: list[str] = []
    for name, content in sent:
        names += names_in(name, content) if _is_archive(name) else [name]
    return any(name.lower().endswith(TABLES) for name in names)


def gather(sent: Sequence[tuple[str, bytes]]) -> Files:
    """The files that somebody sent, archives among them unpacked, all within one room."""
    files: Files = {}
    total = 0
    room = Room()
    for name, content in sent:
        total += len(content)
        if total > MAX_UPLOAD:
            message = f"is too much: at most {MAX_UPLOAD:,} bytes can be sent at a time."
            raise DatasetError([Problem(name, 1, "", "", message)])
        if _is_archive(name):
            for inner, text in unpack(name, content, room).items():
                _add(files, inner, text)
            continue
        room.for_files(name, 1)
        room.for_bytes(name, len(content))
        form = name.lower().rpartition(".")[2]
        _add(files, f"sources.{form}" if f".{form}" in TABLES else name, content)
    tables = [name for name in files if name.endswith(TABLES)]
    if tables and len(files) > 1:
        message = "is a list of sources: send it by itself, without other files."
        raise DatasetError([Problem(tables[0], 1, "", "", message)])
    if not files:
        raise DatasetError([Problem("the upload", 1, "", "", "holds no file of a dataset.")])
    return files
