"""A world with a panel, for every test of Channel."""

import pytest

from .panels import World


@pytest.fixture
def world():
    """A panel with its people."""
    return World()


@pytest.fixture
def case(world):
    """A case that a teacher referred."""
    return world.refer(by=world.teacher)
