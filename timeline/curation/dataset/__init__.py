"""The dataset: curated state as YAML files that a person can read and edit.

`read` parses the files and keeps the line of every value; `load` brings them into the desk in one
transaction or not at all; `dump` writes the desk back as the same files, byte for byte.
"""

from timeline.curation.dataset.dump import dump, remove_stale
from timeline.curation.dataset.load import LoadResult, load
from timeline.curation.dataset.problems import DatasetError, Problem

__all__ = ["DatasetError", "LoadResult", "Problem", "dump", "load", "remove_stale"]
