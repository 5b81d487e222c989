"""By which measures each list of premises can be narrowed to what was counted."""

from prevent_portal.registers import Measures

from ..figures import LISTS, TITLES, keys_of


def measures_of(page):
    """The measures whose rows stand in a list."""
    return Measures(
        tuple((name, TITLES[name]) for name, of in LISTS.items() if of == page), keys_of
    )
