"""What is printed in the end: a line a fault, with what was tried, acknowledged, lost and mixed."""

from dataclasses import dataclass, field


@dataclass
class Row:
    """The figures of one fault. `lost` and `mixed` name each thing; `wrong` are answers that are
    neither what was asked for nor a refusal (500 above all)."""

    name: str
    tried: int = 0
    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    mixed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    said: str = ""
    engine: str = ""

    @property
    def is_bad(self) -> bool:
        return bool(self.lost or self.mixed or self.wrong)


HEAD = ("engine", "what", "tried", "acknowledged", "lost", "mixed", "wrong", "")


def table(rows: list[Row]) -> str:
    lines = [
        (r.engine, r.name, f"{r.tried:,}", f"{r.acknowledged:,}", str(len(r.lost)),
         str(len(r.mixed)), str(len(r.wrong)), r.said)
        for r in rows
    ]  # fmt: skip
    widths = [max(len(line[n]) for line in (HEAD, *lines)) for n in range(7)]
    said = []
    for line in (HEAD, *lines):
        cells = [
            text.ljust(width) if n < 2 else text.rjust(width)
            for n, (text, width) in enumerate(zip(line, widths, strict=False))
        ]
        said.append("  ".join([*cells, line[7]]).rstrip())
    for row in rows:
        for kind in ("lost", "mixed", "wrong"):
            said += [f"{row.engine}, {row.name}: {kind}: {one}" for one in getattr(row, kind)[:5]]
    return "\n".join(said)
