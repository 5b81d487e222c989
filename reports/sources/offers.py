"""Words that the portal offers for people to change: how a section usually begins, from what is recorded."""

from dateutil.relativedelta import relativedelta

from premises.figures import values_on

from .. import words
from ..blocks import heading, itemised, lines, paragraph, suggested
from ..standing import is_public
from . import Part, engagement, funding, source, training
from . import governance as boards
from . import risk as risks

_COMPUTERS = ("networks_tested", "schools_with_known_filter")
_VENUES = ("premises_with_clause", "premises_audited")


def _offer(name, title, about, say):
    @source(f"offer.{name}", title=title, about=f"Words offered: {about}")
    def build(paper):
        return Part([suggested(text) for text in say(paper)])


def _introduction(paper):
    asked = paper.asked
    since = f" It compares with {words.day(asked.since)}." if asked.since else ""
    yield (
        f"This report tells the {words.inside(asked.body)} how Prevent stood at {_whose(paper)} on "
        f"{words.day(asked.on)}, and what was done from {words.day(paper.first_day)} on.{since}"
    )


def _whose(paper):
    if paper.has_plan:
        return paper.plan.agency
    return paper.agency.name if paper.agency else "the partnership"


def _recommendation(paper):
    yield f"{words.is_asked(paper.asked.body)} to note what has been done to meet the duty, and what comes next."


def _reasons(paper):
    yield (
        "Section 26 of the Counter-Terrorism and Security Act 2015 asks each specified authority to "
        "have due regard to the need to keep people from being drawn into terrorism."
    )
    yield (
        "A council meets the duty through an assessment of local risk with its partners, a plan of "
        "actions, a Channel panel, trained staff, and rooms and computers that give no platform."
    )


def _options(paper):
    yield "The duty is in law, so there is no option of not meeting it. How it is met is set out in the plan."


def _value(paper):
    yield "The work is done within existing services and their time; no separate self-assessment was made."


def _legal(paper):
    yield (
        "The duty is set by section 26 of the Act of 2015, guidance under section 29, and the duty "
        "to have a Channel panel by section 36. This report asks for nothing beyond them."
    )


def _unitary(paper):
    yield (
        "A new council takes over the duty, its boards and its Channel panel. What it needs to know "
        "is in a hand-over pack."
    )


def _equality(paper):
    yield (
        "This report brings no new policy, so it needs no equality assessment of its own. Those of "
        "the policies named in it stand in the register of documents."
    )


def _consultation(paper):
    yield "Partners report on their own actions in the portal; what they said is in the figures of this report."


def _communication(paper):
    yield "Nothing in this report needs an announcement of its own."


def _monitoring(paper):
    yield (
        "Progress is followed in the plan month by month, and reported to the corporate management "
        "team every six months."
    )


def _review(paper):
    again = paper.asked.on + relativedelta(months=paper.asked.months)
    yield f"The next report of this kind is due by {words.day(again)}."


def _purpose(paper):
    yield (
        f"To tell the {words.inside(paper.asked.body)} how far the duty is met, where the work is strong "
        "and what still needs attention."
    )


def _national_changes(paper):
    yield "No change of national law or guidance in the period has been written down here yet."


def _questions(paper):
    yield (
        "Questions about this report go to its author. Views for the meeting reach democratic "
        "services by noon on the working day before it."
    )


def _objective(paper):
    yield "The overarching objective of the plan, as its board agreed it, is to be written here."


def _statutory(paper):
    yield (
        "Section 36 of the Act of 2015 asks the authority to have a Channel panel. This statement "
        "says how far the standards set for panels were met in the year, as the baseline for the next."
    )


def _practice(paper):
    yield "What worked well and could be of use to others is to be written here."


def _channel(paper):
    yield (
        "The Channel panel offers support to people who are susceptible to being drawn into "
        "terrorism. Nobody is given it without their consent, or their parent's."
    )
    yield (
        "Members bring what their service knows and send a deputy if they cannot come. Whoever the "
        "panel does not adopt is handed to the service that fits; closed cases are looked at again "
        "after six and twelve months."
    )


def _successor(paper):
    yield (
        "This pack is for whoever takes over the duty: the boards, plans, open actions, documents, "
        "contacts, agreements, money, risks and reports as they stood on the day."
    )
    yield (
        "The new authority needs a board, a panel with a chair and a deputy, and at least one senior "
        "manager who is vetted for briefings."
    )


_TABLE = (
    (
        "introduction",
        "Introduction",
        "what the report is and which period it covers",
        _introduction,
    ),
    ("recommendation", "Recommendation", "what the body is asked for", _recommendation),
    ("purpose", "Purpose of the report", "why the committee gets it", _purpose),
    ("reasons", "Reasons for the report", "what the duty asks of a council", _reasons),
    ("objective", "Overarching objective", "the objective of the plan", _objective),
    ("national", "National changes", "law and guidance of the period", _national_changes),
    ("options", "Other options", "why there is no other", _options),
    ("value", "Value for money", "what it costs", _value),
    ("legal", "Legal implications", "the Act and its guidance", _legal),
    ("unitary", "A new council", "what passes over", _unitary),
    ("equality", "Other implications", "equality", _equality),
    ("consultation", "Consultation", "who was asked", _consultation),
    ("communication", "Communication", "what is announced", _communication),
    ("monitoring", "Progress monitoring", "who follows the work", _monitoring),
    ("review", "Review", "when the next report is due", _review),
    ("questions", "Questions and views", "whom to ask, by when", _questions),
    ("statutory", "Statutory basis", "what Channel's assurance is for", _statutory),
    ("channel", "Channel panel", "what the panel does and for whom", _channel),
    ("practice", "Good practice", "what others could use", _practice),
    ("successor", "About this pack", "whom the hand-over is for", _successor),
)
for _row in _TABLE:
    _offer(*_row)


@source(
    "committee.recommendations",
    title="Recommendations",
    about="Words offered: what the committee is asked for, numbered by itself",
)
def _recommendations(paper):
    asked = paper.asked
    asks = lines(asked.decisions) or [
        "note what has been done to meet the duty, and what comes next"
    ]
    made = (
        paragraph(f"{words.is_asked(asked.body)} to:"),
        itemised(asks, ordered=True),
    )
    return Part([{**block, "suggested": True} for block in made])


#: Steps from a concern to help, for a child and for an adult: the same road with other doors.
_PATHWAYS = (
    (
        "For a child or young person",
        "the designated safeguarding lead",
        "children's social care, or the police where somebody is in danger",
    ),
    (
        "For an adult",
        "the manager or the safeguarding lead",
        "adults' social care, or the police where somebody is in danger",
    ),
)


@source(
    "offer.pathways",
    title="How a concern is referred",
    about="Words offered: the steps from a concern to help, for a child and for an adult",
)
def _pathways(paper):
    blocks = []
    for whose, lead, door in _PATHWAYS:
        steps = (
            f"Whoever is worried tells {lead} on the same day, and writes down what was seen or said.",
            f"The lead takes advice from the Prevent team and refers to {door}.",
            "The police check whether anything stands against a referral, and who knows the person.",
            "If the concern is about being drawn into terrorism, the Channel panel considers it; "
            "if not, the service that fits takes it up.",
            "Whoever referred is told what became of it, as far as they may be.",
        )
        made = (heading(whose), itemised(steps, ordered=True))
        blocks += [{**block, "suggested": True} for block in made]
    return Part(blocks)


@source(
    "offer.property",
    title="Property implications",
    about="How far the clause holds and premises were looked at, in a sentence",
)
def _property(paper):
    return Part([suggested(_venues(paper))])


def _venues(paper):
    found = values_on(_VENUES, paper.agency, (paper.asked.on,))[paper.asked.on]
    clause, audited = (found[name] for name in _VENUES)
    if not clause.out_of:
        return "No premises for hire were in the register, so there are no property implications."
    return (
        f"Of {words.counted(clause.out_of, 'premises', 'premises')} that can be hired, "
        f"{clause.count} had the clause in force ({clause.percent:.1f}%) and {audited.count} had been "
        f"audited within a year ({audited.percent:.1f}%). There are no other property implications."
    )


@source(
    "committee.information",
    title="Information and advice",
    about="Numbered paragraphs: governance, training, computers, premises, team, young people, practice",
)
def _information(paper):
    asked = paper.asked
    computers = values_on(_COMPUTERS, paper.agency, (asked.on,))[asked.on]
    tested, schools = (computers[name] for name in _COMPUTERS)
    tested_said = (
        f"{tested.count} of {tested.out_of} networks with filtering had a valid test of it"
        if tested.out_of
        else "No network with filtering was in the register"
    )
    return Part(
        [
            heading("Governance"),
            *boards.boards(paper),
            heading("Training"),
            training.headline(paper, paper.agency),
            *training.sessions(paper),
            heading("Computers"),
            paragraph(
                f"{tested_said}; it was known who filters for {schools.count} of "
                f"{words.counted(schools.out_of, 'school', 'schools')}."
            ),
            heading("Premises"),
            paragraph(_venues(paper)),
            heading("The team"),
            suggested(
                "Who does the work, and what the team gives to schools and services, is to be written here."
            ),
            heading("Young people's voice"),
            engagement.headline(paper),
            heading("Practice and thresholds"),
            suggested(
                "How cases and thresholds are handled between services is to be written here."
            ),
        ]
    )


@source(
    "offer.resources",
    title="Resource implications",
    about="Grants and pooled money that ran on the day, with their conditions",
)
def _resources(paper):
    return Part(
        [
            suggested("What is asked for is done within the money named below."),
            *funding.status(paper),
            *funding.grants(paper),
        ]
    )


@source(
    "briefing.lines",
    title="Main points",
    about="A briefing's first page: training, engagement, risks and money in short",
)
def _lines(paper):
    blocks = [training.headline(paper, None if _is_everybodys(paper) else paper.agency)]
    blocks.append(engagement.headline(paper))
    if not is_public(paper):
        blocks += risks.register(paper)[:2]
    return Part(blocks)


def _is_everybodys(paper):
    return paper.plan_row is not None and paper.plan_row.kind == "partnership"
