"""What Channel keeps: panels, cases, and everything that belongs to a case."""

from .case import Case, CaseEvent, CaseKey, CaseUserPermission, Referral, Seat, Subject
from .glass import BreakGlass, GlassHolder
from .panel import Membership, Panel
from .rows import CaseRows, NobodyActing
from .terms import AgeBand, Clock, Term

__all__ = [
    "AgeBand",
    "BreakGlass",
    "Case",
    "CaseEvent",
    "CaseKey",
    "CaseRows",
    "CaseUserPermission",
    "Clock",
    "GlassHolder",
    "Membership",
    "NobodyActing",
    "Panel",
    "Referral",
    "Seat",
    "Subject",
    "Term",
]
