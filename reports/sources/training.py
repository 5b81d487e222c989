"""What papers say of training."""

from training.figures_of_sessions import sessions_held
from training.figures_of_settings import by_kind, left_out
from training.models import Setting
from training.position import positions, rules_in_force
from training.who import changed_since

from .. import strategy, uptake, words
from ..blocks import (
    cell,
    counted,
    heading,
    listing,
    of_last_row,
    paragraph,
    percent,
    said,
    table,
    with_total,
)
from ..facts import Reads
from . import Needs, Part, source

PEOPLE, SETTINGS = {"of": "people"}, {"of": "settings"}


@source(
    "training.uptake",
    title="Training uptake",
    about="Who has been trained, by business unit or agency, against the target",
    needs=Needs.PLAN,
    reads=(Reads.TRAINING,),
)
def _uptake(paper):
    return Part(
        uptake.blocks(paper.plan.training, day=words.day(paper.asked.on), paragraph=paragraph)
    )


@source(
    "training.agencies",
    title="Training by agency",
    about="Who has been trained at each agency of the partnership, against the target",
)
def _by_agency(paper):
    return Part(_uptake_of(paper, None))


@source(
    "training.units",
    title="Training by business unit",
    about="Who has been trained in each unit of the agency, against the target",
)
def _by_unit(paper):
    return Part(_uptake_of(paper, paper.agency))


def _uptake_of(paper, agency):
    found = paper.training_of(agency)
    return uptake.blocks(found, day=words.day(paper.asked.on), paragraph=paragraph)


@source(
    "training.rules",
    title="Training by rule",
    about="Each rule of training in force: how many it is for and how many have done what it asks",
)
def _rules(paper):
    return Part(rules(paper))


def rules(paper):
    """Each rule with its figures, in one query for all of them."""
    asked, agency = paper.asked, paper.agency
    in_force = _known(rules_in_force(agency, on=asked.on), asked.known_at)
    rows = [
        [
            rule.name,
            counted(found.in_post),
            counted(found.trained),
            percent(found.trained, found.in_post, (2, 1)),
            "–" if rule.target_percent is None else f"{rule.target_percent:.1f}",
            counted(found.deadline_passed),
            counted(found.deadline_passed_trained),
            percent(found.deadline_passed_trained, found.deadline_passed, (6, 5)),
        ]
        for rule, found in positions(in_force, on=asked.on, agency=agency, known_at=asked.known_at)
    ]
    return listing(
        "Training by rule",
        [
            ("Rule", 26, "ref"),
            ("In post", 10, "number", PEOPLE),
            ("Trained", 10, "number", PEOPLE),
            ("% of all in post", 11, "number"),
            ("Target, %", 10, "number"),
            ("Deadline passed", 11, "number", PEOPLE),
            ("Of these, trained", 11, "number", PEOPLE),
            ("% of these", 11, "number"),
        ],
        rows,
        f"No rule of training was in force on {words.day(asked.on)}.",
        f"Source: the register of training. Position as at {words.day(asked.on)}.",
        key="training.rules",
    )


def _known(in_force, known_at):
    """Rules with their parts; marked as known then where nothing of any rule has changed since."""
    found = list(in_force.with_parts().order_by("name", "pk"))
    if not changed_since(known_at):
        for rule in found:
            rule.known_at = known_at
    return found


@source(
    "training.sessions",
    title="Sessions held",
    about="Sessions of the period and how many people came, beside the period before",
)
def _sessions(paper):
    return Part(sessions(paper))


def sessions(paper):
    """How many sessions were held in the period, and how many people came."""
    asked = paper.asked
    held, came = sessions_held(
        paper.agency, start=paper.first_day, end=asked.on, known_at=asked.known_at
    )
    period = f"between {words.day(paper.first_day)} and {words.day(asked.on)}"
    if not held:
        return [paragraph(f"No training session was held {period}.")]
    people = words.counted(came, "person", "people")
    return [
        said(
            f"{words.counted(held, 'session was', 'sessions were')} held {period}; {people} came, "
            "somebody who came twice counted twice.",
            (came, "people"),
        )
    ]


@source(
    "training.settings",
    title="Training in settings",
    about="Schools, early years and other settings: how many are covered, by kind",
)
def _settings(paper):
    return Part(settings(paper))


def settings(paper):
    """Settings by kind, under the rule of each kind, and why some are left out."""
    asked = paper.asked
    there = Setting.objects.all()
    lines = by_kind(there, on=asked.on, known_at=asked.known_at)
    if not lines:
        return [paragraph("No setting was in the register of training on the day.")]
    rows = [
        [
            cell(line.name),
            cell(line.rule),
            counted(line.counting),
            counted(line.covered),
            percent(line.covered, line.counting, (3, 2)),
            counted(line.left_out),
        ]
        for line in lines
    ]
    counting, covered, out = (
        sum(getattr(line, name) for line in lines) for name in ("counting", "covered", "left_out")
    )
    many = len(rows) > 1
    if many:
        rows.append(
            [
                cell("All kinds"),
                cell(""),
                counted(counting),
                counted(covered),
                percent(covered, counting, (3, 2)),
                counted(out),
            ]
        )
    made = table(
        "Settings covered",
        [
            ("Kind", 20, "ref"),
            ("What is asked", 32, "text"),
            ("Settings that count", 12, "number", SETTINGS),
            ("Covered", 12, "number", SETTINGS),
            ("%", 10, "number"),
            ("Left out", 14, "number", SETTINGS),
        ],
        rows,
        f"Source: the register of settings. Position as at {words.day(asked.on)}.",
        key="training.settings",
    )
    of_last_row(made, ("settings_covered", 3, 2))
    reasons = left_out(there, on=asked.on, known_at=asked.known_at)
    why = [f"{reason.rstrip('.').lower()} ({number})" for reason, number in reasons]
    told = [
        said(
            f"Left out, with the reason: {words.listed(why)}.",
            *((number, "settings") for _, number in reasons),
        )
        for _ in reasons[:1]
    ]
    return [with_total(made) if many else made, *told]


def _whose(paper):
    """The agency that the paper is about; a partnership's plan is everybody's."""
    is_everybodys = paper.plan_row is not None and paper.plan_row.kind == "partnership"
    return None if is_everybodys else paper.agency


@source(
    "training.year",
    title="Training and development",
    about="Training by unit or agency against the target, and the sessions of the period",
)
def _year(paper):
    return Part([*_uptake_of(paper, _whose(paper)), heading("Sessions"), *sessions(paper)])


@source(
    "training.whole",
    title="Training and development",
    about="Training by unit or agency, by rule, sessions held, and settings",
)
def _whole(paper):
    return Part(
        [
            *_uptake_of(paper, _whose(paper)),
            heading("By rule"),
            *rules(paper),
            heading("Sessions"),
            *sessions(paper),
            heading("Settings"),
            *settings(paper),
        ]
    )


@source(
    "training.strategy",
    title="Training strategy",
    about="What is asked of each level of role, where a strategy holds",
    needs=Needs.PLAN,
    reads=(Reads.STRATEGY,),
)
def _strategy(paper):
    found = strategy.blocks(paper.plan.strategy, day=words.day(paper.asked.on))
    return Part(found) if found else None


def headline(paper, agency):
    """One sentence on who has been trained, for papers that have no room for more."""
    asked = paper.asked
    found = paper.training_of(agency)
    if found.refusal or not found.whole.in_post:
        return uptake.blocks(found, day=words.day(asked.on), paragraph=paragraph)[0]
    whole = found.whole
    return said(
        f"On {words.day(asked.on)}, {whole.trained:,} of {whole.in_post:,} people in post at "
        f"{found.whose} ({whole.percent}%) had had Prevent training under the rule “{found.rule}”.",
        (whole.trained, "people", whole.in_post),
    )
