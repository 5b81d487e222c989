"""A world with a panel, for every test of Channel."""

import copy

import pytest
from django.test import Client

from .panels import World
from .second_factor import use_factor


@pytest.fixture(scope="module")
def kept_world(once):
    """A panel with its people, made once for a module."""
    return World()


@pytest.fixture
def world(kept_world):
    """A panel with its people, as they were made."""
    return copy.deepcopy(kept_world)


@pytest.fixture
def case(world):
    """A case that a teacher referred: the module's, if it made one with its readers."""
    return getattr(world, "case", None) or world.refer(by=world.teacher)


@pytest.fixture
def readers(kept_readers):
    """Whoever may come to a page of a module, as its `kept_readers` made them once."""
    return copy.deepcopy(kept_readers)


@pytest.fixture(autouse=True)
def _sessions_used_a_factor(monkeypatch, request):
    """Whoever a test signs in has used a second factor; but where the module is about just that."""
    if getattr(request.module, "SIGNS_IN_BY_PASSWORD_ALONE", False):
        return
    force_login = Client.force_login

    def with_factor(self, user, backend=None):
        force_login(self, user, backend)
        use_factor(self, user)

    monkeypatch.setattr(Client, "force_login", with_factor)
