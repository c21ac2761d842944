"""A small dataset as the dump writes it: two events, a dispute, and what they name."""

from pathlib import Path

FILES = {
    "publishers.yaml": """\
# Who publishes the sources, and what readers should know of them.

- slug: courier
  name: The Courier
  nature: newspaper
  country: IQ
  homepage: https://courier.example/

- slug: wire
  name: North Wire
  nature: news agency, state-owned
  traits:
    - state-owned
    - agency
""",
    "sources.yaml": """\
# The documents that excerpts are copied from. Dates are EDTF.

- slug: courier-bridge
  title: What happened at the bridge
  publisher: courier
  byline: J. Hill
  published: '2020-01-04'
  published_note: The page says so.
  url: https://courier.example/bridge?a=1
  republishes: wire-bridge

- slug: wire-bridge
  title: Bridge closes
  publisher: wire
  kind: statement
  text_sha256: 6dcd4ce23d88e2ee9568ba546c007c63d9131c1b3d8c8d1d4a0fdb9a6e1fb1f2
""",
    "actors.yaml": """\
# People, states, bodies and groups, and the names to find them by.

- slug: ada
  name: Ada Reed
  kind: person
  description: Mayor.
  names:
    - name: آدا رید
      language: fa
    - name: Reed
      note: in headlines

- slug: crew
  name: The crew
  kind: collective
""",
    "places.yaml": """\
# Where things happen. Coordinates are degrees of WGS 84.

- slug: bridge
  name: Old Bridge
  kind: other
  within: land
  latitude: '51.5'
  longitude: '-0.125'

- slug: land
  name: Northland
  kind: country
""",
    "phases.yaml": """\
# The chapters of the timeline, in their order.

- slug: closing
  name: The closing
  description: What happened first.

- slug: after
  name: Afterwards
""",
    "disputes.yaml": """\
# Questions on which sources differ, with the excerpts that give each answer.

- slug: when
  question: When did it close?
  note: They count different hours.
  positions:
    - answer: At noon
      excerpts:
        - closing-1
    - answer: At one
      note: It names no day.
      excerpts:
        - closing-2
        - opening-1
""",
    "events-closing.yaml": """\
# Events of the phase “The closing”, by date. Dates are EDTF; quotes are verbatim.

- slug: closing
  title: The bridge closes
  summary: The bridge closes, two sources report.
  date: '2020-01-03'
  date_basis: day stated
  date_note: The agency gives the day and the hour.
  time: 01:05
  zone: Asia/Baghdad
  kind: decision
  importance: major
  position: 2
  actors:
    - actor: ada
      role: speaker
    - actor: crew
  places:
    - bridge
  excerpts:
    - slug: closing-1
      source: wire-bridge
      quote: |-
        The bridge was closed at noon.
      said_by: ada
      locator: paragraph 1
    - slug: closing-2
      source: courier-bridge
      quote: |-
        Nobody crossed
      prefix: " night. "
      suffix: |-
        after one.
      stance: disputes
      language: fa
      translation: Nobody crossed
""",
    "events-after.yaml": """\
# Events of the phase “Afterwards”, by date. Dates are EDTF; quotes are verbatim.

- slug: opening
  title: The bridge opens again
  summary: It opens, an agency says.
  date: 2020-02
  kind: ceremony
  excerpts:
    - slug: opening-1
      source: wire-bridge
      quote: |-
        It is open.
  links:
    - event: closing
      kind: continues
      note: the same works

- slug: review
  title: A court looks at the closing
  summary: A court looks at it.
  date: 2022-09-24/..
  kind: legal-step
  stage: draft
""",
}


def write(folder: Path, files: dict[str, str | bytes] = FILES) -> Path:
    """Write files to a folder, which is made if it is missing; answers the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def edited(file: str, old: str, new: str) -> dict[str, str]:
    """The small dataset with one passage of one file changed."""
    assert FILES[file].count(old) == 1, f"{old!r} is not once in {file}"
    return FILES | {file: FILES[file].replace(old, new)}
