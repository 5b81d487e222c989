"""Five plans of the invented county, with two years of progress and what shows it."""

import io
import re
import tomllib
from dataclasses import asdict
from pathlib import Path

from prevent_portal import demo as partnership
from prevent_portal import files, notices
from prevent_portal.models import Agency, User
from prevent_portal.tracked import create_tracked

from .. import timescale
from ..models import (
    Action,
    Evidence,
    Objective,
    Plan,
    PreviousAction,
    ProgressUpdate,
    SavedLayout,
    Theme,
    Timescale,
)
from ..reading.mapping import Shape
from . import directory, duty, governance, outgoing, risk
from .days import Days
from .papers import made
from .versions import apply_newer_version

WORDS = Path(__file__).parent / "words"
#: Those of the county, and those that each copy of a partner has.
OF_THE_COUNTY = ("internal", "partnership")
OF_PARTNERS = ("spoc_trust", "spoc_schools", "spoc_saltmere")

_STATUS = {
    "ns": Action.Status.NOT_STARTED,
    "ip": Action.Status.IN_PROGRESS,
    "bau": Action.Status.ONGOING,
    "bl": Action.Status.BLOCKED,
    "pc": Action.Status.PROPOSED,
    "done": Action.Status.COMPLETE,
    "repl": Action.Status.REPLACED,
    "wd": Action.Status.WITHDRAWN,
}
_RAG = {"r": "red", "a": "amber", "g": "green", "b": "blue", None: ""}
_KIND = {
    Action.Status.PROPOSED: ProgressUpdate.Kind.PROPOSED,
    Action.Status.COMPLETE: ProgressUpdate.Kind.VERIFIED,
    Action.Status.REPLACED: ProgressUpdate.Kind.REPLACED,
    Action.Status.WITHDRAWN: ProgressUpdate.Kind.WITHDRAWN,
}
#: What an ordinary entry after one of these means.
_KIND_AFTER = {
    Action.Status.PROPOSED: ProgressUpdate.Kind.SENT_BACK,
    Action.Status.COMPLETE: ProgressUpdate.Kind.REOPENED,
}

# "292 ip/a @training.lead: words", days ago first; "fix" corrects the entry before it
_ENTRY = re.compile(r"(\d+) (\w+)(?:/(\w))?(?: @(\S+))?: (.+)", re.DOTALL)
# "93 file:early_years: title" or "187 link https://...: title", and "| withdrawn 55: why"
_EVIDENCE = re.compile(
    r"(\d+) (?:file:(\w+)|link (\S+)): ([^|]+?)(?: \| withdrawn (\d+): (.+))?", re.DOTALL
)


def words(name):
    """One file of the demonstration's words."""
    return tomllib.loads((WORDS / f"{name}.toml").read_text(encoding="utf-8"))


def load(anchor, *, scale=1):
    """Add the five plans, and write to those whose work is late or due.

    Beyond scale 1, the partners' plans again for each copy of their agency.
    """
    keys = {partnership.address(key): key for key in partnership.PEOPLE}
    people = {keys[user.email]: user for user in User.objects.filter(email__in=keys)}
    agencies = {agency.name: agency for agency in Agency.objects.all()}
    loading = _Loading(anchor, people, agencies)
    for copy in range(1, scale + 1):
        for name in (*OF_THE_COUNTY, *OF_PARTNERS) if copy == 1 else OF_PARTNERS:
            loading.plan(words(name), copy)
    loading.save()
    for part in (governance, directory, duty, risk):
        part.load(anchor, people, agencies)
    # The last plan of the first copy is the district's, who keeps it in Word.
    last = loading.plans[len(OF_THE_COUNTY) + len(OF_PARTNERS) - 1]
    apply_newer_version(last, by=people["prevent.lead"], on=anchor)
    outgoing.load(words("outgoing"))
    notices.write_notices(on=anchor)


class _Loading:
    """Gathers the rows of all plans, then writes each table at once."""

    def __init__(self, anchor, people, agencies):
        self.anchor, self.people, self.agencies = anchor, people, agencies
        self.papers, self.kept = words("papers"), {}
        self.plans, self.themes, self.objectives, self.previous = [], [], [], []
        self.actions, self.named, self.timescales = [], [], []
        self.updates, self.corrections, self.evidence = [], [], []

    def plan(self, source, copy):
        """Take in one plan and all that stands in it."""
        self.copy, self.days = copy, Days(self.anchor, years=source["years"])
        self.owner = self.people[source["owner"]]
        plan = Plan(
            title=self.days.words(source["title"]),
            agency=self._agency(source["agency"]),
            kind=source["kind"],
            layout=source["layout"],
            governing_body=source["governing_body"],
            period_start=self.days.start,
            period_end=self.days.end,
            period_raw=self.days.words("{years}"),
            status=Plan.Status.LIVE,
        )
        self.plans.append(plan)
        if "objectives" in source:
            self._theme(plan, 1, source, is_implicit=True)
        themes = source.get("theme", []) + [words(name) for name in source.get("themes", [])]
        for position, theme in enumerate(themes, start=1):
            self._theme(plan, position, theme, is_implicit=False)

    def _agency(self, key):
        suffix = "" if self.copy == 1 else f" {self.copy}"
        return self.agencies[partnership.AGENCIES[key][0] + suffix]

    def _person(self, key):
        """The person, in the first copy; the others name the post only."""
        return self.people[key] if key and self.copy == 1 else None

    def _theme(self, plan, position, source, *, is_implicit):
        theme = Theme(plan=plan, position=position, is_implicit=is_implicit)
        if not is_implicit:
            theme.ref, theme.title = source["ref"], source["title"]
            theme.heading_raw = f"Theme {theme.ref}: {theme.title}"
        self.themes.append(theme)
        for place, objective in enumerate(source["objectives"], start=1):
            self._objective(theme, place, objective)

    def _objective(self, theme, position, source):
        objective = Objective(
            theme=theme,
            position=position,
            ref=source["ref"],
            text=source["text"],
            leads=source.get("leads", []),
            impact=source.get("impact", []),
            progress_notes=source.get("progress", []),
            evidence_notes=source.get("evidence", []),
        )
        self.objectives.append(objective)
        self.previous += [
            PreviousAction(
                objective=objective,
                position=place,
                text=text,
                period_raw=self.days.before,
                status=Action.Status.COMPLETE,
                status_basis="column",
            )
            for place, text in enumerate(source.get("previous", []), start=1)
        ]
        for place, action in enumerate(source["actions"], start=1):
            self._action(objective, place, action)

    def _action(self, objective, position, source):
        action = Action(
            objective=objective,
            position=position,
            text=source["text"],
            lead=self._person(source.get("user")),
            leads=[source["lead"]] if source["lead"] else [],
            expected_outcome=source.get("outcome", ""),
            success_measure=source.get("measure", ""),
            status=_STATUS[source["status"]],
            rag=_RAG[source.get("rag")],
            version=1 + len(source["log"]),
            added_at=self.days.at(self._added(source), len(self.actions)),
        )
        self.actions.append(action)
        self.named += [(action, self._agency(key)) for key in source.get("agencies", [])]
        self._log(action, source)
        self._timescale(action, source)
        for item in source.get("evidence", []):
            self._evidence(action, item)

    def _added(self, source):
        """With the plan, unless the words say that it came so many days ago."""
        return self.days.ago(source["added"]) if "added" in source else self.days.start

    def _timescale(self, action, source):
        if "was" in source:
            self._timescale_row(action, source["was"], self.days.start)
            meaning = self._timescale_row(action, source["when"], self.days.ago(source["moved"]))
        else:
            meaning = self._timescale_row(action, source["when"], self.days.start)
        action.timescale_kind, action.timescale_raw = meaning.kind, meaning.raw
        action.due_on = timescale.due_on(
            meaning,
            start=self.days.start,
            last_update_on=action.last_update_on,
            on=self.anchor,
        )

    def _timescale_row(self, action, raw, day):
        meaning = timescale.parse(self.days.words(raw))
        self.timescales.append(
            Timescale(
                action=action,
                raw=meaning.raw,
                kind=meaning.kind,
                dates=list(meaning.dates),
                every_months=meaning.every_months,
                every_days=meaning.every_days,
                precision=meaning.precision or "",
                set_at=self.days.at(day, len(self.timescales)),
                set_by=self.owner,
            )
        )
        return meaning

    def _log(self, action, source):
        before = None
        for entry in source["log"]:
            days, code, rag, author, text = _ENTRY.fullmatch(entry).groups()
            day = self.days.ago(int(days))
            update = ProgressUpdate(
                action=action,
                on=day,
                text=text,
                by=self._person(author or source.get("user")) or self.owner,
                recorded_at=self.days.at(day, len(self.updates)),
            )
            if code == "fix":
                update.kind, update.corrects = ProgressUpdate.Kind.CORRECTION, before
                update.status, update.rag = before.status, before.rag
                self.corrections.append(update)
            else:
                update.status, update.rag = _STATUS[code], _RAG[rag]
                update.kind = _KIND.get(update.status) or _KIND_AFTER.get(
                    before.status if before else None, ProgressUpdate.Kind.LOGGED
                )
                self.updates.append(update)
                before = update
            action.last_update_on = day

    def _evidence(self, action, item):
        days, paper, url, title, withdrawn, why = _EVIDENCE.fullmatch(item).groups()
        day = self.days.ago(int(days))
        evidence = Evidence(
            action=action,
            kind=Evidence.Kind.FILE if paper else Evidence.Kind.LINK,
            title=title,
            file=self._file(paper, day) if paper else None,
            url=url or "",
            added_by=action.lead or self.owner,
            added_at=self.days.at(day, len(self.evidence)),
        )
        if withdrawn:
            gone = self.days.ago(int(withdrawn))
            evidence.withdrawn_at = self.days.at(gone, len(self.evidence))
            evidence.withdrawn_by, evidence.withdrawn_because = evidence.added_by, why
        self.evidence.append(evidence)

    def _file(self, key, day):
        if key not in self.kept:
            paper = self.papers[key]
            content = made(paper, lambda text: self.days.words(text, day=day))
            self.kept[key] = files.keep(io.BytesIO(content), name=paper["name"], by=self.owner)
        return self.kept[key]

    def save(self):
        """Write everything, parents first."""
        owner = self.people["prevent.lead"]
        create_tracked(Plan, self.plans, by=owner)
        create_tracked(Theme, self.themes, by=owner)
        create_tracked(Objective, self.objectives, by=owner)
        create_tracked(PreviousAction, self.previous, by=owner)
        create_tracked(Action, self.actions, by=owner)
        through = Action.agencies.through
        through.objects.bulk_create(
            through(action_id=action.pk, agency_id=agency.pk) for action, agency in self.named
        )
        Timescale.objects.bulk_create(self.timescales)
        ProgressUpdate.objects.bulk_create(self.updates)
        ProgressUpdate.objects.bulk_create(self.corrections)
        create_tracked(Evidence, self.evidence, by=owner)
        create_tracked(SavedLayout, list(self._layouts(owner)), by=owner)

    def _layouts(self, owner):
        """The layouts that the Prevent lead saved for files that come again."""
        for number, source in enumerate(words("layouts")["layout"]):
            shape = Shape(headings=tuple(source["headings"]), roles=tuple(source["roles"]))
            yield SavedLayout(
                name=source["name"],
                agency=owner.agency,
                shapes=[asdict(shape)],
                by=owner,
                at=self.days.at(self.days.ago(source["saved"]), number),
            )
