"""Plans and positions for the tests of reports, in words of our own."""

import datetime
import tomllib
from pathlib import Path

import reports
from actions import timescale
from actions.figures import Position
from actions.models import Action, Evidence, ProgressUpdate, Timescale
from reports import services
from reports.assembly import Commission, Paper, Section, assemble
from reports.facts import ActionFacts, ObjectiveFacts, PlanFacts, ThemeFacts, TrainingFacts
from reports.models import Publication, Report
from tests.factories import ActionFactory, ObjectiveFactory, ThemeFactory, UserFactory
from training.position import Figures

ON = datetime.date(2026, 3, 18)
SEEDS = Path(reports.__file__).parent / "seeds" / "kinds.toml"


def noon(year, month, day):
    """The middle of a day, as a moment."""
    return datetime.datetime(year, month, day, 12, tzinfo=datetime.UTC)


LONG_AGO = noon(2024, 1, 1)


# Rows of the database


def altered(monkeypatch, **values):
    """Let what was issued be read as if somebody had got past the triggers that keep it."""
    from_db = Publication.from_db

    def read(*row):
        made = from_db(*row)
        for name, value in values.items():
            setattr(made, name, value)
        return made

    monkeypatch.setattr(Publication, "from_db", read)


def action_of(plan, *, when="", status=None, leads=("Prevent lead",), set_at=LONG_AGO, **values):
    """An action of a plan, with a timescale read from words."""
    theme = plan.themes.first() or ThemeFactory(plan=plan)
    objective = theme.objectives.first() or ObjectiveFactory(theme=theme, ref="1.1")
    action = ActionFactory(objective=objective, leads=list(leads), **values)
    due_by(action, when, set_at=set_at)
    if status:
        update(action, on=datetime.date(2025, 4, 1), status=status)
    return action


def due_by(action, when, *, set_at=LONG_AGO):
    """Give an action a timescale, at a moment."""
    meaning = timescale.parse(when)
    return Timescale.objects.create(
        action=action,
        raw=when,
        kind=meaning.kind,
        dates=list(meaning.dates),
        every_months=meaning.every_months,
        every_days=meaning.every_days,
        precision=meaning.precision or "",
        set_at=set_at,
    )


def update(
    action, *, on, status, recorded_at=None, kind="logged", text="Some progress.", corrects=None
):
    """An entry about a day, written at a moment: the same day unless said otherwise."""
    return ProgressUpdate.objects.create(
        action=action,
        kind=kind,
        on=on,
        text=text,
        status=status,
        recorded_at=recorded_at or noon(on.year, on.month, on.day),
        corrects=corrects,
    )


def link(action, *, added_at=LONG_AGO, **values):
    """Evidence that is a link."""
    return Evidence.objects.create(
        action=action,
        kind="link",
        title="Minutes",
        url="https://example.org/1",
        added_at=added_at,
        **values,
    )


# Facts without a database


def position(number=0, *, on=ON, status=Action.Status.IN_PROGRESS, **changes):
    """Where an action stands: at work, owned, due in a year, unless said otherwise."""
    values = {
        "action": number,
        "on": on,
        "status": status,
        "rag": "",
        "updated_on": on,
        "words": "",
        "due_words": "March 2027",
        "due_kind": "date",
        "due_on": datetime.date(2027, 3, 31),
        "has_owner": True,
        "evidence": 1,
    }
    return Position(**values | changes)


def action_facts(text, *, ref="1.1", now=None, before=None, leads=("Prevent lead",), **lists):
    """An action as a report knows it."""
    none = {"impact": (), "progress_notes": (), "evidence_notes": ()}
    return ActionFacts(
        ref=ref, text=text, leads=leads, now=now or position(), before=before, **none | lists
    )


def objective_facts(text, actions, *, ref="1.1", **lists):
    """An outcome as a report knows it."""
    none = {
        "leads": (),
        "impact": (),
        "progress_notes": (),
        "evidence_notes": (),
        "previous": (),
        "previous_period": "2024/25",
    }
    return ObjectiveFacts(ref=ref, text=text, actions=tuple(actions), **none | lists)


def plan_facts(*themes, layout="outcomes-by-theme", **changes):
    """A plan as a report knows it, from (title, objectives) pairs."""
    values = {
        "title": "Marrowby Council internal Prevent action plan 2025/26",
        "agency": "Marrowby Council",
        "period": "2025/26",
        "marking": "OFFICIAL",
        "layout": layout,
        "governing_body": "",
        "themes": tuple(
            ThemeFacts(str(place) if title else "", title, tuple(objectives))
            for place, (title, objectives) in enumerate(themes, start=1)
        ),
    }
    return PlanFacts(**values | changes)


def training_facts(**changes):
    """Training of two units, under a rule that aims at 90%."""
    values = {
        "by": "unit",
        "whose": "Marrowby Council",
        "rule": "Within six months of joining",
        "target": 90.0,
        "whole": Figures(50, 40, 37, 32, 26),
        "groups": (
            Figures(40, 30, 28, 32, 26, name="Housing"),
            Figures(10, 10, 9, 0, 0, name="Libraries"),
        ),
    }
    return TrainingFacts(**values | changes)


def commission(**changes):
    """A six-monthly report, asked for by a Prevent lead."""
    values = {
        "kind": "six-monthly",
        "title": "Six-monthly report on the Prevent action plan",
        "body": "Corporate management team",
        "months": 6,
        "on": ON,
        "since": None,
        "since_is_report": False,
        "known_at": noon(2026, 3, 20),
        "audience": "officer",
        "author": "Prevent lead",
        "version": 1,
    }
    return Commission(**values | changes)


def county(outcomes=6, actions=3):
    """A plan of two themes with states of every kind, big enough for several pages."""
    states = (
        {"status": Action.Status.COMPLETE},
        {"status": Action.Status.BLOCKED, "words": "The room has no licence."},
        {"due_on": datetime.date(2026, 1, 31), "due_words": "January 2026"},
        {},
        {"status": Action.Status.COMPLETE, "evidence": 0},
        {"due_kind": "tbc", "due_on": None, "due_words": "To be agreed"},
        {"has_owner": False},
        {"status": Action.Status.WITHDRAWN},
    )
    themes, number = [], 0
    for theme in (1, 2):
        objectives = []
        for outcome in range(1, outcomes + 1):
            ref, rows = f"{theme}.{outcome}", []
            for _ in range(actions):
                text = (
                    f"Step {number + 1}: agree with partners what {ref} asks for, and write it down"
                )
                now = position(number, **states[number % len(states)])
                rows.append(action_facts(text, ref=ref, now=now, before=position(number)))
                number += 1
            objectives.append(
                objective_facts(
                    f"Outcome {ref}: people know whom to tell when they worry about somebody",
                    rows,
                    ref=ref,
                    previous=(f"The year before under {ref}, a leaflet was printed.",),
                )
            )
        themes.append((f"Theme number {theme}", objectives))
    return plan_facts(*themes, training=training_facts())


def six_monthly(plan, asked):
    """The frozen six-monthly report on a plan, of the sections that it is shipped with."""
    return assemble(Paper(asked, known=plan), shipped("six-monthly"))


def shipped(name):
    """The sections of a kind of report as a new installation has them."""
    seeds = tomllib.loads(SEEDS.read_text("utf-8"))
    found = next(kind for kind in seeds["kind"] if kind["name"] == name)
    return [
        Section(
            each["key"],
            each["title"],
            each.get("source", ""),
            each.get("is_wide", False),
            each.get("on_new_page", False),
            tuple(each.get("figures", ())),
            each.get("is_part", False),
        )
        for each in found["section"]
    ]


def put_forward(report, *, by):
    """The report before its approver, laid out with its last words as a worker does."""
    services.submit(report, by=by)
    for _ in services.make_report(report.pk):
        pass
    return Report.objects.get(pk=report.pk)


def approved(report, *, by, words=""):
    """Approve the draft as it now stands, as somebody does who has just read it."""
    read = Report.objects.values_list("drawn_sha256", flat=True).get(pk=report.pk)
    return services.approve(report, by=by, read=read, words=words)


def issued(report):
    """The report once somebody has accepted its words, put it forward, and somebody else approved it."""
    lead, approver = UserFactory(agency=report.agency), UserFactory(agency=report.agency)
    for section in report.sections.all():
        services.accept_offer(section, by=lead)
    put_forward(report, by=lead)
    approved(report, by=approver)
    services.issue(report.pk, by=approver.pk, words="")
    return Report.objects.select_related("kind", "plan", "agency", "publication").get(pk=report.pk)
