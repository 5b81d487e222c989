"""What Channel keeps: panels, cases, and everything that belongs to a case."""

from .case import Case, CaseEvent, CaseKey, CaseUserPermission, Referral, Seat, Subject
from .panel import Membership, Panel
from .rows import CaseRows, NobodyActing
from .terms import AgeBand, Clock, Term

__all__ = [
    "AgeBand",
    "Case",
    "CaseEvent",
    "CaseKey",
    "CaseRows",
    "CaseUserPermission",
    "Clock",
    "Membership",
    "NobodyActing",
    "Panel",
    "Referral",
    "Seat",
    "Subject",
    "Term",
]
