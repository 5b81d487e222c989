"""What Channel keeps: panels, cases, and everything that belongs to a case."""

from .case import Case, CaseEvent, CaseKey, CaseUserPermission, Referral, Seat, Subject
from .intake import Attachment, Draft, MatchToken, SamePerson
from .panel import Membership, Panel
from .process import (
    AlternativePathway,
    Deconfliction,
    GatewayAssessment,
    InformationAnswer,
    InformationRequest,
    Section36Decision,
    ThresholdDecision,
)
from .rows import CaseRows, NobodyActing
from .terms import AgeBand, Clock, Term

__all__ = [
    "AgeBand",
    "AlternativePathway",
    "Attachment",
    "Case",
    "CaseEvent",
    "CaseKey",
    "CaseRows",
    "CaseUserPermission",
    "Clock",
    "Deconfliction",
    "Draft",
    "GatewayAssessment",
    "InformationAnswer",
    "InformationRequest",
    "MatchToken",
    "Membership",
    "NobodyActing",
    "Panel",
    "Referral",
    "SamePerson",
    "Seat",
    "Section36Decision",
    "Subject",
    "Term",
    "ThresholdDecision",
]
