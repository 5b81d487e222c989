"""Several people who make one plan in the same moment, on connections of their own."""

import pytest
from django.core.exceptions import ValidationError

from actions.models import Plan
from actions.services import plans
from prevent_portal.errors import Refused
from prevent_portal.roles import Role
from tests.factories import AgencyFactory, UserFactory

from .test_progress_at_once import PEOPLE, at_once


@pytest.fixture(autouse=True)
def _database(own_database):
    """Each person sees what the others do only once it is committed."""


@pytest.mark.parametrize("title", ["First plan", "Second plan", "Third plan", "Fourth plan"])
def test_one_plan_is_made_and_the_others_are_told(title):
    agency = AgencyFactory()

    def add(by):
        try:
            plans.add_plan(by=by, agency=agency, title=title, kind=Plan.Kind.SPOC)
        except ValidationError as error:
            raise Refused(None, error.messages[0]) from None

    people = UserFactory.create_batch(PEOPLE, agency=agency, roles=[Role.SPOC])
    told = "This agency already has a plan of this title and period."

    assert at_once(*[(person, add) for person in people]) == [told] * (PEOPLE - 1) + ["done"]
    assert Plan.objects.filter(title=title).count() == 1
