"""Requirements, toolkits and self-assessment."""

from actions.models import Criterion, Requirement, Toolkit


def test_seeds():
    assert Toolkit.objects.count() == 2
    assert Requirement.objects.count() == 12
    assert Criterion.objects.count() == 27
