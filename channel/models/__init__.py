"""What Channel keeps: panels, cases, and everything that belongs to a case."""

from .case import Case, CaseEvent, CaseKey, CaseUserPermission, Referral, Seat, Subject
from .meetings import (
    AgendaItem,
    Attendance,
    CaseAction,
    Decision,
    Minute,
    PanelMeeting,
    PanelVisitor,
)
from .panel import Clearance, Membership, Panel
from .rows import CaseRows, NobodyActing
from .terms import AgeBand, Clock, Term

__all__ = [
    "AgeBand",
    "AgendaItem",
    "Attendance",
    "Case",
    "CaseAction",
    "CaseEvent",
    "CaseKey",
    "CaseRows",
    "CaseUserPermission",
    "Clearance",
    "Clock",
    "Decision",
    "Membership",
    "Minute",
    "NobodyActing",
    "Panel",
    "PanelMeeting",
    "PanelVisitor",
    "Referral",
    "Seat",
    "Subject",
    "Term",
]
