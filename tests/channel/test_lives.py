"""The lives of cases, day by day, as anybody might record them in any order.

Whatever is tried, and whatever is refused: an open case has a next step with a day; nobody is supported
without consent; every support and every assessment that is under way is due in somebody's list; what was
reviewed and said stays.
"""

import datetime
from contextlib import suppress

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from channel import services
from channel.ages import is_adult
from channel.models import Case, Consent, Framework, Intervention, PlanReview, SupportSession
from channel.states import ENDED, MOVES, Status
from prevent_portal.acting import acting_for
from prevent_portal.errors import Refused
from tests.channel.panels import DAY, World
from tests.channel.supported import CONTENTS, PARENT, PERSON, kind

#: A child who is eighteen on the fortieth day, an adult, and somebody whose age is not known.
BORN = (
    datetime.date(2008, 4, 11),
    datetime.date(1990, 1, 1),
    None,
)
WHOSE = st.sampled_from([PERSON, PARENT])
TOLD = st.sampled_from([True, False, None])
_NEXT = {
    Status.RECEIVED: Status.SCREENING,
    Status.SCREENING: Status.GATHERING,
    Status.GATHERING: Status.SECTION_36,
    Status.SECTION_36: Status.TO_PANEL,
    Status.TO_PANEL: Status.CONSIDERED,
}
#: What consent decides, and closing, which has a service of its own.
_KEPT = (Status.ADOPTED, Status.CONSENT_REFUSED, Status.CONSENT_WITHDRAWN, Status.CLOSED)


class Lives(RuleBasedStateMachine):
    """One case after another, each through up to so many days; `world` is set by the test."""

    world = None
    days = 0
    seen = frozenset()
    held = wishes = 0

    def __init__(self):
        super().__init__()
        self.on = DAY
        self.case = None
        self.reviews = self.assessments = 0
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.acting = acting_for(self.world.chair)
        self.acting.__enter__()

    def teardown(self):
        """Nothing of a life stays, so that each begins alike."""
        type(self).days += (self.on - DAY).days + 1
        self.acting.__exit__(None, None, None)
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    def tries(self, verb, *args, **kwargs):
        """Do it, or be refused; either way the case is read anew."""
        done = None
        with suppress(Refused), transaction.atomic():
            done = verb(*args, by=self.world.chair, on=self.on, **kwargs)
        self.case = Case.objects.select_related("key").get(pk=self.case.pk)
        type(self).seen |= {self.case.status}
        return done

    @initialize(born=st.sampled_from(BORN), far=st.integers(6, 12))
    def refer(self, born, far):
        """Somebody is referred, and their case comes so far."""
        self.case = self.world.refer(subject={"date_of_birth": born})
        self.case = Case.objects.select_related("key").get(pk=self.case.pk)
        for _ in range(far):
            self.go_on()

    @rule()
    def go_on(self):
        """What is likeliest is done: so that lives come to support, and do not only stumble."""
        case, adult = self.case, None
        if case.subject.date_of_birth:
            adult = is_adult(case.subject, on=self.on)
        about = {"is_adult": bool(adult), **(PERSON if adult else PARENT)}
        if case.status in _NEXT:
            self.tries(services.move_case, case, _NEXT[case.status])
        elif case.status == Status.CONSIDERED and not case.support_plans.exists():
            self.tries(services.draft_plan, case, **CONTENTS)
        elif case.status in (Status.CONSIDERED, Status.CONSENT_REFUSED, Status.CONSENT_WITHDRAWN):
            self.tries(services.seek_consent, case, **about)
        elif case.status == Status.CONSENT_SOUGHT and case.consent_on is None:
            self.tries(services.answer_consent, case, is_given=True, **about)
        elif case.status == Status.CONSENT_SOUGHT:
            self.tries(services.adopt_case, case)
        elif case.interventions.open().exists():
            self.hold(outcome="held", back=0)
        elif case.status == Status.ADOPTED:
            self.arrange()

    @rule(number=st.integers(1, 45))
    def days_pass(self, number):
        """Time passes."""
        self.on += datetime.timedelta(days=number)

    @rule(pick=st.integers(0, 9))
    def move(self, pick):
        """The procedure takes the case to any other state that may follow."""
        ways = sorted(MOVES[self.case.status] - set(_KEPT))
        if ways and self.case.status != Status.ADOPTED:
            self.tries(services.move_case, self.case, ways[pick % len(ways)])

    @rule()
    def plan(self):
        """The plan is drafted, or drafted anew."""
        self.tries(services.draft_plan, self.case, changed="More.", **CONTENTS)

    @rule(whose=WHOSE, told=TOLD)
    def seek(self, whose, told):
        """Consent is asked for."""
        self.tries(services.seek_consent, self.case, is_adult=told, **whose)

    @rule(whose=WHOSE, told=TOLD, is_given=st.booleans())
    def answer(self, whose, told, is_given):
        """It is given or refused."""
        about = {"is_given": is_given, "is_adult": told, **whose}
        self.tries(services.answer_consent, self.case, **about)

    @rule(whose=WHOSE, told=TOLD)
    def withdraw(self, whose, told):
        """It is withdrawn."""
        done = self.tries(services.withdraw_consent, self.case, is_adult=told, **whose)
        if done and done.kind == Consent.Kind.WISH:
            type(self).wishes += 1
            assert self.case.consent_checks.filter(done_on=None, due_on__lte=self.on).exists()

    @rule()
    def adopt(self):
        """The chair adopts."""
        self.tries(services.adopt_case, self.case)

    @rule()
    def arrange(self):
        """Support is arranged."""
        about = {"kind": self.world.kind, "provider": self.world.provider, "purpose": "X."}
        self.tries(services.commission, self.case, **about)

    @rule(outcome=st.sampled_from(SupportSession.Outcome.values), back=st.integers(0, 9))
    def hold(self, outcome, back):
        """A session is recorded, perhaps days later."""
        support = Intervention.objects.filter(case=self.case).last()
        if support:
            now, self.on = self.on, max(DAY, self.on - datetime.timedelta(days=back))
            done = self.tries(services.record_session, support, outcome=outcome)
            type(self).held += done is not None
            self.on = now

    @rule()
    def end(self):
        """Support ends."""
        support = Intervention.objects.filter(case=self.case).open().first()
        if support:
            self.tries(services.end_intervention, support, because="completed", outcome="Well.")

    @rule()
    def assess(self):
        """The person is assessed."""
        about = {"framework": self.world.framework, "conclusion": "X.", "changed": "Y."}
        if self.tries(services.assess_case, self.case, findings={}, **about):
            self.assessments += 1

    @rule(ahead=st.integers(0, 40))
    def review(self, ahead):
        """The plan is reviewed."""
        next_on = self.on + datetime.timedelta(days=ahead)
        if self.tries(services.review_plan, self.case, words="X.", next_on=next_on):
            self.reviews += 1
            assert self.case.due_on == next_on

    @invariant()
    def an_open_case_has_a_next_step_and_a_day(self):
        """No case is without a next step."""
        if self.case.status not in ENDED:
            assert self.case.due_on is not None
            assert self.case.due_step

    @invariant()
    def nobody_is_supported_without_consent(self):
        """Neither now nor on the day of any session (section 36(4)(b))."""
        said = list(self.case.consents.exclude(kind__in=Consent.BESIDE).order_by("on", "pk"))
        in_force = bool(said) and said[-1].kind == Consent.Kind.GIVEN
        assert in_force == (self.case.consent_on is not None)
        support = list(self.case.interventions.all())
        if self.case.status != Status.ADOPTED or not in_force:
            assert not [each for each in support if each.is_open]
        assert self.case.status != Status.ADOPTED or in_force
        for session in SupportSession.objects.filter(case=self.case):
            before = [row for row in said if row.on < session.on]
            same = [row for row in said if row.on == session.on]
            assert (before and before[-1].kind == Consent.Kind.GIVEN) or [
                row for row in same if row.kind == Consent.Kind.GIVEN
            ]

    @invariant()
    def a_child_and_an_adult_are_spoken_for_by_whom_the_act_names(self):
        """An adult by themself, a child by a parent or guardian."""
        born = self.case.subject.date_of_birth
        for row in self.case.consents.all() if born else ():
            adult = row.on >= born.replace(year=born.year + 18)
            is_wish = row.kind == Consent.Kind.WISH
            assert (row.whose == Consent.Whose.PERSON) == (adult or is_wish)
            assert not (adult and is_wish)

    @invariant()
    def nothing_that_is_due_is_lost(self):
        """Reviews and assessments stay, and each support under way stands in the list of what is due."""
        assert PlanReview.objects.filter(case=self.case).count() == self.reviews
        assert self.case.assessments.count() == self.assessments
        with acting_for(None), connection.cursor() as cursor:
            cursor.execute("SELECT DISTINCT step FROM channel_support_due('infinity')")
            listed = {step for (step,) in cursor.fetchall()}
        assert ("contact" in listed) == self.case.interventions.open().exists()
        assert ("assess" in listed) == (self.case.status == Status.ADOPTED)


def _world():
    world = World()
    with acting_for(world.chair):
        world.provider = services.keep_provider(by=world.chair, name="Mentors")
    world.kind = kind()
    world.framework = Framework.objects.get(name__startswith="Vulnerability")
    return world


def _live(examples, steps, *, derandomize=True):
    Lives.days = 0
    run_state_machine_as_test(
        Lives,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=derandomize,
            suppress_health_check=list(HealthCheck),
        ),
    )
    return Lives.days


@pytest.mark.django_db
def test_a_few_lives():
    Lives.world = _world()
    assert _live(examples=10, steps=40) > 10
    assert {Status.ADOPTED, Status.CONSENT_WITHDRAWN} <= Lives.seen
    assert Lives.held


@pytest.mark.soak
@pytest.mark.django_db
def test_eight_thousand_days_of_cases():
    Lives.world, days = _world(), 0
    while days < 8000:
        days += _live(examples=60, steps=80, derandomize=False)
