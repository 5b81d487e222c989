"""What Channel keeps: panels, cases, and everything that belongs to a case."""

from .case import Case, CaseEvent, CaseKey, CaseUserPermission, Referral, Seat, Subject
from .intake import Attachment, Draft, MatchToken, SamePerson
from .panel import Membership, Panel
from .rows import CaseRows, NobodyActing
from .terms import AgeBand, Clock, Term

__all__ = [
    "AgeBand",
    "Attachment",
    "Case",
    "CaseEvent",
    "CaseKey",
    "CaseRows",
    "CaseUserPermission",
    "Clock",
    "Draft",
    "MatchToken",
    "Membership",
    "NobodyActing",
    "Panel",
    "Referral",
    "SamePerson",
    "Seat",
    "Subject",
    "Term",
]
