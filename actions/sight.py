"""The line of sight: requirement, benchmark, risk, recommendation, action, evidence, board paper.

The whole web of links between registers is read in one query; evidence and papers are read for the
actions that a walk reaches. Somebody's walk goes only through what they may see.
"""

from dataclasses import dataclass, field

from django.db.models import Case, F, IntegerField, TextField, Value, When
from django.db.models.functions import Cast, Concat, Lower
from django.urls import reverse

from prevent_portal.home import gather

from .models import Action, Benchmark, BenchmarkScore, Evidence, Recommendation, Requirement, Risk

#: The kinds along the line, from the law to the paper, and the words for one and several.
KINDS = {
    "requirement": ("Requirement", "Requirements"),
    "benchmark": ("Benchmark", "Benchmarks"),
    "risk": ("Risk", "Risks"),
    "recommendation": ("Recommendation", "Recommendations"),
    "action": ("Action", "Actions"),
    "evidence": ("Evidence", "Evidence"),
    "paper": ("Board paper", "Board papers"),
}
#: The kinds that one may start from.
MODELS = {
    "requirement": Requirement,
    "benchmark": Benchmark,
    "risk": Risk,
    "recommendation": Recommendation,
    "action": Action,
}
#: What nothing at all leads on from a kind is called.
GAPS = {
    "requirement": "Nothing that you may see is linked to this requirement.",
    "benchmark": "No risk or action that you may see is linked to this benchmark.",
    "risk": "No action answers this risk.",
    "recommendation": "No action answers this recommendation.",
    "action": "No evidence is attached.",
}


@dataclass(frozen=True)
class Node:
    """One thing on the line: its words, where it leads, a word about it, and what it lacks."""

    kind: str
    pk: int
    words: str
    href: str
    tag: str = ""
    code: str = ""
    gap: str = ""
    is_start: bool = False

    @property
    def start(self):
        """What the address of the line calls it."""
        return f"{self.kind}={self.pk}"

    @property
    def can_start(self):
        """True for what the line can be followed from."""
        return self.kind in MODELS


@dataclass
class Step:
    """All things of one kind that a walk reaches, and how many more the reader may not open."""

    kind: str
    nodes: list = field(default_factory=list)
    hidden: int = 0

    @property
    def words(self):
        """What the step is called."""
        return KINDS[self.kind][1]

    @property
    def nothing(self):
        """What is said where the walk reaches nothing of this kind."""
        return {
            "evidence": "No evidence shows it.",
            "paper": "No paper that you may read holds these actions.",
            "action": "No action answers it.",
        }.get(self.kind, f"No {KINDS[self.kind][0].lower()} is linked.")


class Web:
    """The links between the partnership's registers, as far as somebody may see these."""

    def __init__(self, user):
        self.user = user
        self.down, self.up = {}, {}
        for upper, one, lower, other in _links(user):
            self.down.setdefault((upper, one), set()).add((lower, other))
            self.up.setdefault((lower, other), set()).add((upper, one))

    def reached(self, start):
        """Everything that a thing leads on to and comes from, with itself."""
        return {start} | self.walk(start, self.down) | self.walk(start, self.up)

    def walk(self, start, way):
        """Everything that lies one way from a thing."""
        found, ahead = set(), [start]
        while ahead:
            for each in way.get(ahead.pop(), ()):
                if each not in found:
                    found.add(each)
                    ahead.append(each)
        return found

    def steps(self, reached, start=None, known=None):
        """What was reached, step by step along the line, each thing with what it lacks.

        A page that has an action and its evidence in hand gives both as `known`.
        """
        keys = {kind: {pk for of, pk in reached if of == kind} for kind in KINDS}
        actions, hidden = ([known[0]], 0) if known else self._actions(keys["action"])
        evidence = known[1] if known else self._evidence(keys["action"], keys["evidence"])
        shown_for = {each.action_id for each in evidence}
        nodes = self._registered(keys, start) | {
            "action": [self._action(row, start, row.pk in shown_for) for row in actions],
            "evidence": [
                Node("evidence", each.pk, each.title, each.get_absolute_url()) for each in evidence
            ],
            "paper": self._papers([row.pk for row in actions]),
        }
        return [
            Step(kind, nodes[kind], hidden if kind == "action" else 0)
            for kind in KINDS
            if nodes[kind] or kind != "recommendation"
        ]

    def _registered(self, keys, start):
        """The things that are records of registers, all in one query."""
        nodes = {kind: [] for kind in _REGISTERED}
        parts = [
            tell(self.user, MODELS[kind].objects.filter(pk__in=keys[kind]))
            for kind, tell in _REGISTERED.items()
        ]
        for row in sorted(parts[0].union(*parts[1:], all=True), key=_place):
            nodes[row["of_kind"]].append(self.node(row, start))
        return nodes

    def node(self, row, start):
        """A record as it stands on the line; what is closed lacks nothing any more."""
        kind, key = row["of_kind"], row["key"]
        gap = "" if self.down.get((kind, key)) else GAPS[kind]
        tag, code = row["tag"] or "", row["code"] or ""
        if row["gone"] is not None:
            tag, code, gap = "Closed", "closed", ""
        address = reverse(f"actions:{kind}_detail", args=[key])
        return Node(kind, key, row["said"], address, tag, code, gap, (kind, key) == start)

    def _action(self, row, start, is_shown):
        gap = "" if is_shown else GAPS["action"]
        tag, address = row.get_status_display(), row.get_absolute_url()
        is_start = ("action", row.pk) == start
        return Node("action", row.pk, row.text, address, tag, row.status, gap, is_start)

    def _actions(self, keys):
        rows = Action.objects.visible_to(self.user).filter(pk__in=keys)
        seen = list(rows.order_by("due_on", "pk"))
        return seen, len(keys) - len(seen)

    def _evidence(self, actions, direct):
        of_actions = Evidence.objects.visible_to(self.user).standing()
        found = of_actions.filter(action__in=actions) | of_actions.filter(pk__in=direct)
        return list(found.select_related("action").order_by("pk"))

    def _papers(self, actions):
        rows = (
            {row.href: row for _, row in gather("shown_in", self.user, actions)} if actions else {}
        )
        return [Node("paper", 0, row.text, row.href, tag=row.about) for row in rows.values()]


def _place(row):
    return row["place"] or 0, row["said"], row["key"]


_TEXT = TextField()


def _told(rows, kind, *, said, place, tag, code):
    """The rows of a register as the line tells of them, alike for all registers."""
    return (
        rows.order_by()
        .annotate(
            of_kind=Value(kind, output_field=_TEXT),
            key=F("pk"),
            said=Cast(said, _TEXT),
            place=Cast(place, IntegerField()),
            tag=Cast(tag, _TEXT),
            code=Cast(code, _TEXT),
            gone=F("closed_on"),
        )
        .values("of_kind", "key", "said", "place", "tag", "code", "gone")
    )


def _requirements(user, rows):
    rows = rows.filter(pk__in=Requirement.objects.visible_to(user).order_by().values("pk"))
    return _told(
        rows.with_state(),
        "requirement",
        said=F("title"),
        place=F("position"),
        tag=_by_state({state: state.label for state in Requirement.State}),
        code=_by_state(_CODES),
    )


def _benchmarks(user, rows):
    rows = rows.filter(pk__in=Benchmark.objects.visible_to(user).order_by().values("pk"))
    said = Concat(Cast("position", _TEXT), Value(". "), "title", output_field=_TEXT)
    place, tag = F("position"), F("toolkit__name")
    return _told(rows, "benchmark", said=said, place=place, tag=tag, code=Value(""))


def _risks(user, rows):
    rows = rows.filter(pk__in=Risk.objects.visible_to(user).order_by().values("pk"))
    score = Cast("current__score", _TEXT)
    tag = Case(
        When(
            current__isnull=False,
            then=Concat(score, Value(", "), Lower("current__level"), output_field=_TEXT),
        )
    )
    code = Case(
        When(current__is_high=True, then=Value("red")),
        When(current__score__lt=F("current__scale__level_starts__1"), then=Value("green")),
        When(current__isnull=False, then=Value("amber")),
    )
    place = -F("current__score")
    return _told(rows, "risk", said=F("title"), place=place, tag=tag, code=code)


def _advice(user, rows):
    rows = rows.filter(pk__in=Recommendation.objects.visible_to(user).order_by().values("pk"))
    answers = [When(answer=key, then=Value(words)) for key, words in _ANSWERS]
    tag = Case(*answers, output_field=_TEXT)
    return _told(rows, "recommendation", said=F("title"), place=Value(0), tag=tag, code=Value(""))


_CODES = {
    Requirement.State.MET: "met",
    Requirement.State.UNDER_WAY: "in_progress",
    Requirement.State.NOTHING: "at_risk",
}
_ANSWERS = Recommendation.Response.choices
#: The kinds that are registers, and how the line tells of their rows.
_REGISTERED = {
    "requirement": _requirements,
    "benchmark": _benchmarks,
    "risk": _risks,
    "recommendation": _advice,
}


def _by_state(words):
    """What belongs to a requirement's state."""
    return Case(
        When(has_evidence=True, then=Value(words[Requirement.State.MET])),
        When(has_work=True, then=Value(words[Requirement.State.UNDER_WAY])),
        default=Value(words[Requirement.State.NOTHING]),
        output_field=_TEXT,
    )


def sight(user, start, known=None):
    """The line of sight from one thing, both ways: a list of steps."""
    web = Web(user)
    return web.steps(web.reached(start), start, known)


def _links(user):
    """Every link between registers that somebody may see: (kind, key, kind, key), upper first."""
    risks = Risk.objects.visible_to(user).order_by().values("pk")
    advice = Recommendation.objects.visible_to(user).order_by().values("pk")
    to_risk = Requirement.risks.through.objects.filter(risk__in=risks)
    risk_to = Risk.actions.through.objects.filter(risk__in=risks)
    risk_of = Risk.benchmarks.through.objects.filter(risk__in=risks)
    advised = Recommendation.actions.through.objects.filter(recommendation__in=advice)
    about = Recommendation.risks.through.objects.filter(recommendation__in=advice, risk__in=risks)
    parts = [
        _pairs(Requirement.benchmarks.through.objects, "requirement", "benchmark"),
        _pairs(to_risk, "requirement", "risk"),
        _pairs(Requirement.actions.through.objects, "requirement", "action"),
        _pairs(Requirement.evidence.through.objects, "requirement", "evidence"),
        _pairs(risk_of, "benchmark", "risk"),
        _pairs(
            BenchmarkScore.actions.through.objects.all(),
            "benchmark",
            "action",
            upper="benchmarkscore__criterion__benchmark_id",
        ),
        _pairs(risk_to, "risk", "action"),
        _pairs(about, "risk", "recommendation"),
        _pairs(advised, "recommendation", "action"),
    ]
    return parts[0].union(*parts[1:], all=True).values_list("of", "one", "to", "other")


def _pairs(rows, of, to, *, upper=None):
    return (
        rows.order_by()
        .annotate(
            of=Value(of, output_field=_TEXT),
            one=F(upper or f"{of}_id"),
            to=Value(to, output_field=_TEXT),
            other=F(f"{to}_id"),
        )
        .values("of", "one", "to", "other")
    )


#: What the overview counts of each requirement's line.
COUNTED = ("Benchmarks", "Risks", "Actions", "Evidence", "Papers")


@dataclass(frozen=True)
class Overview:
    """A requirement with how much its line reaches, and what it lacks."""

    node: Node
    cells: tuple

    @property
    def plain(self):
        """What stands in a spreadsheet."""
        return (self.node.words, self.node.tag, *(count for _, count in self.cells))


def overview(user):
    """Each open requirement with how many of each kind its line leads on to."""
    web = Web(user)
    rows = sorted(_requirements(user, Requirement.objects.standing()), key=_place)
    reached = [(row, web.walk(("requirement", row["key"]), web.down)) for row in rows]
    actions = {pk for _, found in reached for kind, pk in found if kind == "action"}
    shown = _evidence_by_action(actions)
    papers = _papers_by_action(user, actions)
    return [_overview(web, row, found, shown, papers) for row, found in reached]


def _overview(web, row, found, shown, papers):
    keys = {kind: {pk for of, pk in found if of == kind} for kind in KINDS}
    evidence = keys["evidence"].union(*(shown.get(pk, ()) for pk in keys["action"]))
    held = set().union(*(papers.get(pk, ()) for pk in keys["action"]))
    counts = (
        *(len(keys[kind]) for kind in ("benchmark", "risk", "action")),
        len(evidence),
        len(held),
    )
    return Overview(web.node(row, None), tuple(zip(COUNTED, counts, strict=True)))


def _evidence_by_action(actions):
    found = {}
    rows = Evidence.objects.standing().filter(action__in=actions).order_by("pk")
    for action, pk in rows.values_list("action", "pk"):
        found.setdefault(action, set()).add(pk)
    return found


def _papers_by_action(user, actions):
    found = {}
    for action, row in gather("shown_in", user, actions):
        found.setdefault(action, set()).add(row.href)
    return found
