"""What Channel keeps: panels, cases, and everything that belongs to a case."""

from .assessment import Assessment, Factor, FactorFinding, Framework
from .case import Case, CaseEvent, CaseKey, CaseUserPermission, Referral, Seat, Subject
from .panel import Membership, Panel
from .rows import CaseRows, NobodyActing
from .support import (
    Consent,
    ConsentCheck,
    Intervention,
    PlanItem,
    PlanReview,
    Provider,
    SupportPlan,
    SupportSession,
)
from .terms import AgeBand, Clock, Term

__all__ = [
    "AgeBand",
    "Assessment",
    "Case",
    "CaseEvent",
    "CaseKey",
    "CaseRows",
    "CaseUserPermission",
    "Clock",
    "Consent",
    "ConsentCheck",
    "Factor",
    "FactorFinding",
    "Framework",
    "Intervention",
    "Membership",
    "NobodyActing",
    "Panel",
    "PlanItem",
    "PlanReview",
    "Provider",
    "Referral",
    "Seat",
    "Subject",
    "SupportPlan",
    "SupportSession",
    "Term",
]
