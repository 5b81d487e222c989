"""A page says of how many cases it is, and the database answers the quicker way: what it answers is the same."""

import pytest
from django.db import connection

from channel import services
from channel.models import Case, Subject
from channel.models.rows import reads_about
from channel.permissions import GRANTS_OF, Seats
from prevent_portal.acting import acting_for
from prevent_portal.roles import Role

from .panels import DAY, LATER
from .test_glass import name, use

GRANTS = sorted(
    {grant.removeprefix("channel.") for all_of in GRANTS_OF.values() for grant in all_of}
)


def ask(statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()


@pytest.fixture
def peopled(world, case):
    """Two cases, and somebody in every relation to them: seats, a conflict, an end, an emergency, nothing."""
    other = world.refer(by=world.teacher)
    invited, observer, gone, holder = (world.user(world.county, Role.OFFICER) for _ in range(4))
    given = {"by": world.chair, "on": DAY, "until": LATER}
    with acting_for(world.chair):
        services.give_seat(case, user=world.member, seat=Seats.MEMBER, by=world.chair, on=DAY)
        for user, seat in ((invited, "invited"), (observer, "observer"), (gone, "invited")):
            services.give_seat(case, user=user, seat=Seats(seat), **given)
        services.end_seat(case, user=gone, by=world.chair, on=DAY, because="Done")
    name(world, holder, world.panel)
    use(holder, other)
    with acting_for(world.deputy):
        services.declare_conflict(case, by=world.deputy, on=DAY)
    people = [invited, observer, gone, holder, world.chair, world.deputy, world.coordinator]
    people += [world.member, world.other_chair, world.prevent_lead, world.administrator, None]
    return people, (case, other)


def test_one_case_is_open_to_whom_all_open_cases_say(peopled):
    people, cases = peopled
    seen = set()
    for user in people:
        with acting_for(user):
            for grant in GRANTS:
                of_all = {pk for (pk,) in ask("SELECT channel_open_cases(%s)", grant)}
                by_row = {
                    each.pk
                    for each in cases
                    if ask("SELECT channel_opens(%s, %s)", grant, each.pk)[0][0]
                }
                assert by_row == of_all, (user, grant)
                seen.add((grant, len(of_all)))
    assert {("view_case", 0), ("view_case", 1), ("view_case", 2), ("chair_case", 2)} <= seen


def test_however_a_page_reads_it_is_shown_the_same(peopled):
    people, (case, other) = peopled
    both, foreign = [case.pk, other.pk], [other.pk + 1000]
    ways = [("", []), ("listed", []), ("", both)]
    ways += [(reads, cases) for reads in ("one", "few") for cases in ([], both[:1], both, foreign)]
    for user in people:
        answers = {}
        for reads, cases in ways:
            with acting_for(user, reads=reads):
                reads_about(cases)
                rows = (
                    set(ask("SELECT case_id FROM channel_subject")),
                    set(ask("SELECT history_id FROM channel_historicalsubject")),
                    set(ask("SELECT id FROM channel_caseevent")),
                    set(ask("SELECT id FROM channel_seat")),
                )
                mine = user and set(Case.objects.visible_to(user).values_list("pk", flat=True))
                named = user and set(Subject.objects.visible_to(user).values_list("pk", flat=True))
                answers[reads, str(cases)] = (rows, mine, named)
        assert len({str(each) for each in answers.values()}) == 1, user


def test_a_list_leaves_out_what_can_only_be_observed_and_asks_the_database_whether_it_does(peopled):
    people, (case, _) = peopled
    observer = people[1]
    references = "SELECT reference FROM channel_case"
    with acting_for(observer):
        assert ask(references) == [(case.reference,)]
    for reads in ("listed", "few"):
        with acting_for(observer, reads=reads):
            reads_about([case.pk])
            assert ask(references) == []
            ask("SELECT set_config('portal.reads', '', true)")
            assert not Case.objects.visible_to(observer).exists()


def test_every_policy_asks_the_shorter_way():
    asking = ask(
        "SELECT tablename, policyname, said ~ 'channel_opened' FROM"
        " (SELECT *, coalesce(qual, '') || coalesce(with_check, '') AS said FROM pg_policies) p"
        " WHERE said ~ 'IN \\( *SELECT[^(]*channel_open_cases'"
    )
    assert len(asking) > 100
    assert [each for each in asking if not each[2]] == []
