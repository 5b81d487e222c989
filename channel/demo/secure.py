"""Somebody is named for emergency access, and has used it once."""

from .. import services

WORDS = "The carer rang at ten at night; nobody of the panel could be reached."


def load(world):
    """Name the community safety manager, and let them read one case on one evening."""
    administrator, executive = world.users["administrator"], world.users["corporate.director"]
    holder = world.users["community.safety"]
    with world.as_("administrator"):
        named = services.propose_holder(world.panel, user=holder, minutes=30, by=administrator)
    with world.as_("corporate.director"):
        services.confirm_holder(named, by=executive)
    with world.as_("channel.chair"):
        reference = world.case("Quist").reference
    with world.as_("community.safety"):
        services.break_glass(reference, reason="harm", words=WORDS, by=holder, on=world.ago(1))
