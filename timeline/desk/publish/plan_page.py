"""The page that publishes: what the next edition changes, and the form that says why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from timeline.editions import build
from timeline.editions.diff import expanded, field_changes, fields_of
from timeline.editions.kinds import WITH_PAGE, Kind, title_of, url_of
from timeline.editions.models import Record
from timeline.editions.publish import PLAN_CHANGED
from timeline.text.word_changes import FieldChange

_BATCH = 500
REASON_MAX = 500  # characters
_SHOWN = 400  # things of a group; a list of work with pages has all
# A form of more fields than a request may have would be refused; the field for all takes the rest.
_MOST_ASKED = 400


class PublishForm(forms.Form):
    """The note, a reason for each public thing that changes, and the digest of what was read."""

    note = forms.CharField(
        label="Note for the public",
        help_text="What this edition changes and why. It is shown with the edition, for ever.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Write a note that tells the public what this edition changes."
        },
    )
    for_all = forms.CharField(
        label="Reason for all that have none of their own",
        required=False,
        max_length=REASON_MAX,
        widget=forms.TextInput,
    )
    # Nothing is published that nobody has read.
    plan = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, *, plan: build.Plan, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.show(plan)

    def show(self, plan: build.Plan) -> None:
        """Ask for the reasons of a plan. What was typed for a thing stays with it."""
        for name in [name for name in self.fields if name.startswith("reason-")]:
            del self.fields[name]
        self.asked: dict[build.Key, str] = {}
        suggested = _suggestions(plan)
        for kind, slug in plan.touched()[:_MOST_ASKED]:
            name = f"reason-{kind}-{slug}"
            self.asked[(kind, slug)] = name
            self.fields[name] = forms.CharField(
                label=f"Why {kind} “{slug}” changes",
                required=False,
                max_length=REASON_MAX,
                initial=suggested.get((kind, slug), ""),
            )
        self._touched = plan.touched()
        self._digest = plan.digest()

    @property
    def reasons(self) -> dict[build.Key, str]:
        """The reason for each thing that changes: its own, or the one for all."""
        for_all = self.cleaned_data.get("for_all", "")
        own = {key: self.cleaned_data.get(name, "") for key, name in self.asked.items()}
        return {key: own.get(key) or for_all for key in self._touched}

    def clean(self) -> dict[str, Any]:
        """The plan must be the one that was read; every public thing in it needs its reason."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("plan") != self._digest:
            raise forms.ValidationError(PLAN_CHANGED)
        for key, text in self.reasons.items():
            name = self.asked.get(key, "for_all")
            if not text and name not in self.errors:
                self.add_error(name, "Say why this changes: it is public already.")
        return cleaned


def _suggestions(plan: build.Plan) -> dict[build.Key, str]:
    """Reasons that follow from the plan itself, to be edited or kept."""
    found = {}
    moved = {
        (kind, former): slug
        for (kind, slug), draft in (plan.added | plan.changed).items()
        for former in draft.document.get("former_slugs", ())
    }
    for kind, slug in plan.withdrawn:
        if (kind, slug) in moved:
            found[(kind, slug)] = f"It is called {moved[(kind, slug)]} now."
        elif kind == Kind.DISPUTE:
            found[(kind, slug)] = "Fewer than two of its answers are in public events."
        elif kind == Kind.STORY:
            found[(kind, slug)] = "Too few of its events are public."
        elif kind not in (Kind.EVENT, Kind.SITE, Kind.GAP):
            found[(kind, slug)] = "No public event needs it any more."
    return found


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One thing that the edition would add, change or withdraw; `reason` asks why, where needed."""

    slug: str
    title: str
    changes: list[FieldChange]
    reason: forms.BoundField | None = None
    page: str = ""  # where the public will read it, below the address of the site
    key: str = ""  # what a box says that leaves it out of the edition; empty where none can


@dataclass(frozen=True, slots=True)
class PlanGroup:
    """The things of one kind that the edition would treat alike; `more` of them are not shown."""

    heading: str
    lines: list[PlanLine]
    more: int = 0


@dataclass(frozen=True, slots=True)
class LeftLine:
    """Something that the edition leaves for later; `key` is empty of what goes with something."""

    title: str
    facts: str
    key: str
    why: str


def left_lines(held: build.HeldPlan) -> list[LeftLine]:
    """What is left out, as the page lists it."""
    return [
        LeftLine(
            title_of(one.key[0], one.document),
            f"{Kind(one.key[0]).label.lower()}, would be {one.verb}",
            "" if one.why else "/".join(one.key),
            one.why,
        )
        for one in held.left_out
    ]


def keys_in(texts: Iterable[str]) -> list[build.Key]:
    """The keys that boxes of the page name; what names none is passed over."""
    parts = [text.partition("/") for text in texts]
    return [(kind, slug) for kind, _, slug in parts if kind in Kind.values and slug]


def groups_of(plan: build.Plan, form: PublishForm) -> list[PlanGroup]:
    """A plan as the page lists it: events first, each kind added, changed, withdrawn."""
    old = _public_documents({*plan.changed, *plan.withdrawn})

    def line(kind: Kind, slug: str, new: Mapping[str, Any] | None) -> PlanLine:
        key = (kind.value, slug)
        before = old.get(key)
        document = new if new is not None else before or {}
        return PlanLine(
            slug,
            title_of(kind, document),
            _read(before, new),
            form[form.asked[key]] if key in form.asked else None,
            url_of(kind, slug).lstrip("/") if new is not None and kind in WITH_PAGE else "",
            "/".join(key) if new is not None or kind not in build.AROUND else "",
        )

    groups = []
    for kind in Kind:
        for verb, keys in (
            ("added", plan.added),
            ("changed", plan.changed),
            ("withdrawn", dict.fromkeys(plan.withdrawn)),
        ):
            slugs = build.keys_by_kind(keys, kind)
            if not slugs:
                continue
            drafts = {slug: keys[kind.value, slug] for slug in slugs[:_SHOWN]}
            lines = [line(kind, s, one.document if one else None) for s, one in drafts.items()]
            noun = kind.label.lower() + ("s" if len(slugs) > 1 else "")
            more = len(slugs) - len(lines)
            groups.append(PlanGroup(f"{len(slugs)} {noun} {verb}", lines, more))
    return groups


def _read(before: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> list[FieldChange]:
    """What a person reads of a line: all that is added, word by word, or what differs."""
    if new is None:
        return []
    if before is None:
        return fields_of({name: one for name, one in new.items() if name != "slug"})
    return expanded(field_changes(before, new), new)


def _public_documents(keys: set[build.Key]) -> dict[build.Key, dict[str, Any]]:
    found: dict[build.Key, dict[str, Any]] = {}
    for kind in Kind.values:
        slugs = build.keys_by_kind(keys, kind)
        for start in range(0, len(slugs), _BATCH):
            current = Record.objects.current().of_kind(kind)
            for slug, document in current.filter(
                slug__in=slugs[start : start + _BATCH]
            ).values_list("slug", "document"):
                found[(kind, slug)] = document
    return found
