"""Assessments by frameworks that are data: a conclusion always, and what moved since the last one."""

import datetime

import pytest

from channel import services
from channel.models import Case, Factor, Framework
from prevent_portal.acting import acting_for
from prevent_portal.errors import Refused
from tests.channel.supported import adopted, assessed, day, framework, sought

pytestmark = pytest.mark.django_db


def test_the_framework_of_22_factors_is_shipped(world):
    found = {}
    for factor in framework().factors.all():
        found[factor.dimension] = found.get(factor.dimension, 0) + 1
    assert found == {"Engagement": 13, "Intent": 6, "Capability": 3}


def test_the_police_framework_is_shipped_empty_and_cannot_be_used_until_it_is_filled_in(world):
    template = Framework.objects.get(name="Prevent assessment framework")
    on = datetime.date(2026, 3, 1)
    assert not template.factors.exists()
    assert template not in Framework.objects.usable(on=on)
    with acting_for(world.chair):
        made = services.make_framework(
            name="",
            about="",
            scale=[],
            factors=[("Need", "Sleep"), ("Need", "Company")],
            from_on=on,
            instead_of=template,
        )
    assert (made.name, made.version) == (template.name, 2)
    assert made in Framework.objects.usable(on=on)
    template.refresh_from_db()
    assert template.until_on == on


def test_an_assessment_needs_a_conclusion(world):
    case = adopted(world)
    with pytest.raises(Refused, match="needs a conclusion") as no:
        assessed(world, case, on=day(5), conclusion=" \n")
    assert no.value.field == "conclusion"


def test_the_second_says_what_changed_and_what_moved_in_words(world):
    case = adopted(world)
    first, second, third, fourth = framework().factors.all()[:4]
    assessed(
        world,
        case,
        on=day(5),
        findings={first: (1, "Some."), second: (3, ""), third: (None, "Quiet."), fourth: (2, "")},
    )
    with pytest.raises(Refused, match="what changed"):
        assessed(world, case, on=day(6))
    made = assessed(
        world,
        case,
        on=day(6),
        changed="Moved out.",
        findings={first: (3, "More."), second: (0, ""), third: (2, ""), fourth: (2, "")},
    )
    with acting_for(world.chair):
        rows = services.beside_last(made)[:4]
        assert [(row.before, row.before_words, row.now, row.moved) for row in rows] == [
            ("Slightly", "Some.", "Strongly", "Up"),
            ("Strongly", "", "Not seen", "Down"),
            ("", "Quiet.", "Partly", ""),
            ("Partly", "", "Partly", ""),
        ]


def test_scores_of_another_scale_are_shown_and_not_compared(world):
    case = adopted(world)
    old = framework()
    factor = old.factors.first()
    assessed(world, case, on=day(5), findings={factor: (3, "")})
    with acting_for(world.chair):
        new = services.make_framework(
            name="",
            about="",
            scale=["Low", "High"],
            factors=[(factor.dimension, factor.words)],
            from_on=day(6),
            instead_of=old,
        )
        made = services.assess_case(
            case,
            framework=new,
            by=world.chair,
            on=day(7),
            conclusion="Well.",
            changed="The scale.",
            findings={new.factors.get(): (0, "")},
        )
        (row,) = services.beside_last(made)
    assert (row.before, row.now, row.moved) == ("Strongly", "Low", "")


@pytest.mark.parametrize("score", [-1, 4])
def test_a_score_off_the_scale_is_refused(world, score):
    case = adopted(world)
    with pytest.raises(Refused, match="not on the scale"):
        assessed(world, case, on=day(5), findings={framework().factors.first(): (score, "")})


def test_a_factor_of_another_framework_is_refused(world):
    case = adopted(world)
    with acting_for(world.chair):
        other = services.make_framework(
            name="Ours", about="", scale=[], factors=[("Need", "Sleep")], from_on=day(0)
        )
    with pytest.raises(Refused, match="no factor of this framework"):
        assessed(world, case, on=day(5), findings={other.factors.get(): (None, "Poor.")})


def test_two_people_who_assess_at_once_do_not_pass_each_other_by(world):
    case = adopted(world)
    assessed(world, case, on=day(5), after=0)
    with pytest.raises(Refused, match="meanwhile"):
        assessed(world, case, on=day(5), changed="Mine.", after=0)


def test_it_is_due_again_three_months_on(world):
    case = adopted(world)
    assert case.assess_due_on == datetime.date(2026, 6, 5)
    assessed(world, case, on=datetime.date(2026, 5, 31))
    with acting_for(world.chair):
        assert Case.objects.get(pk=case.pk).assess_due_on == datetime.date(2026, 8, 31)


def test_an_assessment_before_adoption_counts_for_the_next(world):
    case = sought(world)
    assessed(world, case, on=day(1))
    with acting_for(world.chair):
        about = {"whose": "person", "how": "A talk."}
        services.answer_consent(case, by=world.chair, on=day(2), is_given=True, **about)
        case = services.adopt_case(case, by=world.chair, on=day(30))
    assert case.assess_due_on == datetime.date(2026, 6, 3)


def test_a_version_takes_over_from_the_one_before_and_is_made_from_the_newest_alone(world):
    about = {"name": "", "about": "", "scale": [], "factors": [("Need", "Sleep")]}
    old = framework()
    with acting_for(world.chair):
        services.make_framework(from_on=day(0), instead_of=old, **about)
        with pytest.raises(Refused, match="newer version"):
            services.make_framework(from_on=day(1), instead_of=old, **about)
        with pytest.raises(Refused, match="of this name"):
            services.make_framework(from_on=day(1), **about | {"name": old.name})
    on = Framework.objects.usable(on=day(0)).filter(name=old.name)
    assert [each.version for each in on] == [2]


def test_only_an_officer_of_a_panel_writes_a_framework(world):
    from django.db import DatabaseError, transaction

    for who in (world.member, world.prevent_lead, world.administrator):
        with acting_for(who), pytest.raises(DatabaseError, match="row-level"), transaction.atomic():
            services.make_framework(
                name="Mine", about="", scale=[], factors=[("Need", "Sleep")], from_on=day(0)
            )
    assert not Factor.objects.filter(words="Sleep").exists()
