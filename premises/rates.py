"""How often the pages without an account may be used from one connection, in an hour."""

from prevent_portal import rates

#: Requests sent, letters opened, and letters to managers opened or answered.
MOST = {"booking": 10, "letter": 60, "answer": 60}


def is_asked_too_often(what, network):
    """Count one; True if there were too many."""
    return rates.is_too_often(f"premises-{what}", network, most=MOST[what])
