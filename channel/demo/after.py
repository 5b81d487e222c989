"""Cases that were closed: one that waits for its review, one to the end, one on its way to another area."""

import datetime

from .. import services
from ..closing import open_things
from ..models import AssuranceExtent, NationalSeries, PostClosureReview, Term
from ..services import assurance
from ..states import Status as S
from ..telling import year_of

#: Invented people whose support ended before the other stories begin: days before the demonstration's.
EARLIER = (
    {
        "forenames": "Clementine",
        "surname": "Ashgrove-Pike",
        "born": datetime.date(2007, 5, 14),
        "referred": 590,
        "closed": 203,
        "sector": "Education",
        "concerns": "Wrote to an organiser abroad and asked how to help. Her tutor saw the answer.",
    },
    {
        "forenames": "Barnabas",
        "surname": "Wickenden",
        "born": datetime.date(1999, 9, 2),
        "referred": 760,
        "closed": 402,
        "sector": "Health",
        "concerns": "Talked of a coming war and of stores that he keeps for it.",
    },
)
#: What the case is walked through, and at what part of its time in Channel.
WAY = (
    (S.SCREENING, 0.01),
    (S.GATHERING, 0.02),
    (S.SECTION_36, 0.04),
    (S.TO_PANEL, 0.05),
    (S.CONSIDERED, 0.09),
    (S.CONSENT_SOUGHT, 0.11),
    (S.ADOPTED, 0.14),
)
REPORT = (
    "Met the mentor on 22 of 24 days that were agreed. Left the group in the second month and has "
    "work since the fifth. The panel agreed that the risk is much reduced; the college keeps in touch."
)
#: Measure, part, percentage, value: invented, as every number of the demonstration.
NATIONAL = (
    ("received", "", False, 6900),
    ("to_panel", "", True, 13),
    ("adopted", "", True, 7),
    ("sector", "Education", True, 40),
    ("sector", "Police", True, 29),
)


def load(world):
    """Add the earlier cases, close and hand over what the other stories brought so far, and state a year."""
    late, done = (_earlier(world, told) for told in EARLIER)
    with world.as_("channel.coordinator"):
        _disclose(world, late)
        _review_to_the_end(world, done)
    for surname, who, story in (
        ("Sallowfield", "channel.coordinator", _close_now),
        ("Coldwater-Penn", "channel.chair", _hand_over),
    ):
        with world.as_(who):
            if surname in world.cases and _is_ready(world.case(surname)):
                story(world, world.case(surname))
    _national(world)
    _statement(world)


def _is_ready(case):
    return case.status == S.ADOPTED and not open_things(case)


def _earlier(world, told):
    on, end = world.ago(told["referred"]), world.ago(told["closed"])
    with world.as_("channel.coordinator"):
        by = world.users["channel.coordinator"]
        case = services.take_in(
            world.panel,
            by=by,
            on=on,
            subject={
                "forenames": told["forenames"],
                "surname": told["surname"],
                "date_of_birth": told["born"],
            },
            referral={
                "sector": Term.objects.get(list="sector", words=told["sector"]),
                "concerns": told["concerns"],
                "referrer_name": "A colleague",
                "referrer_contact": "01632 960144",
            },
        )
        for status, part in WAY:
            then = on + (end - on) * part
            facts = {"consent_on": then, "adopted_on": then} if status == S.ADOPTED else {}
            facts |= {"first_panel_on": then} if status == S.CONSIDERED else {}
            case = services.move_case(case, status, by=by, on=then, **facts)
        _close(world, case, end)
        return case


def _close(world, case, on):
    services.close_case(
        case,
        by=world.users["channel.coordinator"],
        on=on,
        because=Term.objects.get(list="closing", words="Risk much reduced"),
        report=REPORT,
        told_on=on + datetime.timedelta(days=2) if on < world.ago(2) else on,
    )


def _close_now(world, case):
    _close(world, case, world.ago(1))


def _hand_over(world, case):
    services.transfer_case(
        case,
        by=world.users["channel.chair"],
        on=world.ago(18),
        because="Moved to a city in the north for work.",
        to_body="The Channel panel of a city in the north",
        contact="Its coordinator, 01632 960170",
    )


def _disclose(world, case):
    services.record_disclosure(
        case,
        by=world.users["channel.coordinator"],
        on=world.ago(230),
        told="The pastoral lead of the college",
        what="That support ends, and whom to call.",
        why="The college keeps in touch after the closing.",
        basis=Term.objects.filter(list="basis").order_by("place").first(),
        attested=True,
    )


def _review_to_the_end(world, case):
    by = world.users["channel.coordinator"]
    for kind, days, more in (("six", 218, None), ("twelve", 36, world.ago(-150))):
        services.record_review(
            PostClosureReview.objects.get(case=case.pk, kind=kind, dropped_on=None),
            by=by,
            on=world.ago(days),
            finding=PostClosureReview.Finding.NONE,
            words="Health and housing know of nothing new. Still at work.",
            next_on=more,
        )


def _national(world):
    year = year_of(world.anchor) - 1
    for measure, part, is_percent, value in NATIONAL:
        row = NationalSeries(
            measure=measure,
            part=part,
            year=year,
            value=value,
            is_percent=is_percent,
            source="Invented for the demonstration",
        )
        with world.as_("prevent.lead"):
            row.save()


def _statement(world):
    year = year_of(world.anchor) - 1
    by = world.users["channel.coordinator"]
    with world.as_("channel.coordinator"):
        statement = assurance.begin_statement(world.panel, year=year, by=by, on=world.ago(60))
        answers = {}
        for number, answer in enumerate(statement.answers.all()):
            steps = list(_steps())
            step = steps[-1] if number % 3 else steps[-2]
            answers[answer.pk] = (step, "A deputy is being trained." if number % 3 == 0 else "")
        assurance.write_statement(
            statement,
            by=by,
            summary="The panel met each month, and every case had a chair.",
            answers=answers,
        )
    with world.as_("channel.chair"):
        assurance.sign_statement(statement, by=world.users["channel.chair"], on=world.ago(30))
    with world.as_("channel.coordinator"):
        assurance.begin_statement(world.panel, year=year + 1, by=by, on=world.ago(5))


def _steps():

    return AssuranceExtent.objects.standing().order_by("place")
