"""Plans, consent, assessments and support of the invented cases, each as far as it has come."""

import datetime
from dataclasses import dataclass

from .. import services
from ..ages import is_adult
from ..models import Consent, Framework, Term
from ..states import Status

S = Status
#: What leads to the panel, for cases that no other story took there.
_WAY = {
    S.RECEIVED: S.SCREENING,
    S.SCREENING: S.GATHERING,
    S.GATHERING: S.SECTION_36,
    S.SECTION_36: S.TO_PANEL,
    S.TO_PANEL: S.CONSIDERED,
}
#: How far each has come; those that were supported longest have been helped.
STORIES = {
    "Quist": "sought",
    "Pellbridge": "refused",
    "Hasselmere": "adopted",
    "Thornbeck": "adopted",
    "Marchbanks-Orr": "late",
    "Vole": "withdrawn",
    "Coldwater-Penn": "helped",
    "Brankling": "helped",
    "Sallowfield": "helped",
    "Lockridge": "helped",
}
PLAN = {
    "consent_how": "In a talk at home, with the plan on paper.",
    "consent_when": "Within a week of the panel.",
    "consent_by": "The Channel coordinator, with the worker they know.",
    "support": "A mentor, and something to belong to that is not online.",
    "provided_by": "The county’s mentoring service.",
    "how_and_when": "Once a week for three months, at a place they choose.",
}
#: Factors by their place, with the score at first and later, and what was seen.
SEEN = (
    (0, 3, 2, "Speaks less of having been cheated."),
    (2, 3, 1, "Has found two friends at the club."),
    (10, 2, 2, "Still between two homes."),
    (14, 2, 1, ""),
    (19, 0, 0, ""),
)


@dataclass
class Told:
    """One case and who tells of it, by the day since it was received."""

    world: object
    case: object

    @property
    def by(self):
        """The coordinator, but where the chair decides."""
        return self.world.users["channel.coordinator"]

    def on(self, part):
        """The day after so much (0 to 1) of its time in Channel."""
        days = (self.world.anchor - self.case.received_on).days
        return self.case.received_on + datetime.timedelta(days=int(days * part))

    def whose(self, on):
        """Who answers about consent on a day."""
        if is_adult(self.case.subject, on=on):
            return {"whose": Consent.Whose.PERSON, "how": "In a talk at home."}
        return {
            "whose": Consent.Whose.PARENT,
            "capacity": Consent.Capacity.PARENT,
            "who": f"A parent of {self.case.subject.forenames}",
            "how": "In a talk at home, with the plan on paper.",
        }


def load(world):
    """Register the providers, and take each case as far as its story goes."""
    with world.as_("channel.coordinator"):
        by = world.users["channel.coordinator"]
        mentors = services.keep_provider(by=by, name="Wrenshire Mentors", contact="01632 960161")
        approved = services.keep_provider(
            by=by,
            name="Provider 17",
            contact="Through the Home Office desk",
            approved_by="The Home Office",
            from_on=world.ago(900),
        )
    for surname, story in STORIES.items():
        with world.as_("channel.coordinator"):
            _tell(Told(world, world.case(surname)), story, mentors, approved)


def _tell(told, story, mentors, approved):
    case = _to_panel(told)
    if case.status != S.CONSIDERED:
        return
    by = told.by
    services.draft_plan(case, by=by, on=told.on(0.42), **PLAN)
    services.seek_consent(case, by=by, on=told.on(0.45), **told.whose(told.on(0.45)))
    if story == "sought":
        return
    on = told.on(0.5)
    given = story != "refused"
    words = "Glad that somebody asked." if given else "Wants nothing to do with the council."
    services.answer_consent(case, by=by, on=on, is_given=given, words=words, **told.whose(on))
    if given:
        _support(told, story, mentors, approved)


def _to_panel(told):
    case, number = told.case, 0
    while case.status in _WAY:
        number += 1
        to = _WAY[case.status]
        facts = {"first_panel_on": told.on(0.4)} if to == S.CONSIDERED else {}
        case = services.move_case(case, to, by=told.by, on=told.on(0.08 * number), **facts)
    return case


def _support(told, story, mentors, approved):
    case, by = told.case, told.by
    first = _assess(told, told.on(0.5), 1)
    with told.world.as_("channel.chair"):
        services.adopt_case(case, by=told.world.users["channel.chair"], on=told.on(0.52))
    mentoring = _arrange(told, "Mentoring", mentors, told.on(0.53))
    item = services.add_plan_item(
        case,
        by=by,
        on=told.on(0.55),
        words="Find a club near home, and go along the first time.",
        due_on=told.on(0.7),
        owner_words="The mentor",
        assessment=first,
        factor=first.framework.factors.all()[2],
    )
    if story != "late":
        services.finish_plan_item(item, by=by, on=told.on(0.68), outcome="Goes on Tuesdays.")
    for part in (0.58, 0.64, 0.7) if story == "late" else (0.6, 0.7, 0.8, 0.9, 0.97):
        services.record_session(
            mentoring, by=by, on=told.on(part), outcome="held", words="Talked for an hour."
        )
    if story == "withdrawn":
        services.withdraw_consent(case, by=by, on=told.on(0.98), **told.whose(told.on(0.98)))
        return
    _later(told, story, mentoring, approved)


def _later(told, story, mentoring, approved):
    case, by, world = told.case, told.by, told.world
    if story != "helped":
        services.add_plan_item(
            case,
            by=by,
            on=told.on(0.75),
            words="Ask the school what has changed in lessons.",
            due_on=world.ago(-9),
            owner=world.users["education.safeguarding"],
        )
    if story == "late":
        return
    if story == "adopted":
        _arrange(told, "Ideological mentoring", approved, told.on(0.6))
    services.review_plan(
        case,
        by=by,
        on=told.on(0.9),
        words="It does what it should. The mentor stays.",
        next_on=world.ago(-21),
    )
    _assess(told, told.on(0.92), 2)
    if story == "helped":
        services.end_intervention(
            mentoring, by=by, on=told.on(0.98), because="completed", outcome="Has stopped posting."
        )


def _arrange(told, words, provider, on):
    kind = Term.objects.on(on).get(list=Term.List.SUPPORT, words__startswith=words)
    purpose = "Somebody to talk to who does not agree with everything."
    return services.commission(
        told.case, kind=kind, provider=provider, purpose=purpose, by=told.by, on=on
    )


def _assess(told, on, time):
    framework = Framework.objects.get(name__startswith="Vulnerability")
    factors = list(framework.factors.all())
    findings = {
        factors[place]: (now[time - 1], now[-1] if time > 1 else "") for place, *now in SEEN
    }
    changed = {} if time == 1 else {"changed": "Less alone; the quarrel at home goes on."}
    conclusion = (
        "Drawn by company more than by ideas. Something to belong to should come first."
        if time == 1
        else "The pull is weaker. Keep the mentor, and look again in three months."
    )
    return services.assess_case(
        told.case,
        framework=framework,
        by=told.by,
        on=on,
        conclusion=conclusion,
        findings=findings,
        **changed,
    )
