"""The models of premises, a file for each noun."""

from .agreements import Agreement, AgreementKind, ClauseVersion
from .audits import (
    AuditAnswer,
    AuditFinding,
    AuditPhoto,
    Checklist,
    ChecklistItem,
    PremisesAudit,
)
from .beside import (
    BookingStaff,
    ManagerLetter,
    ManagerLink,
    PolicyReview,
    SchoolFilter,
    to_remind,
    with_nobody_trained,
    with_people,
)
from .bookings import (
    Appeal,
    Booking,
    BookingEvent,
    Check,
    Decision,
    NameSeen,
    open_premises_to_ask_for,
)
from .diligence import DiligenceEntry, DiligenceList
from .it import (
    AcceptableUse,
    Compliance,
    FilterCategory,
    FilterTest,
    ItIncident,
    Network,
    UnblockRequest,
)
from .letters import Letter, LetterTemplate
from .places import Boundary, Premises, PremisesKind
from .rules import BookingRule, CheckKind, SignOffRule

__all__ = [
    "AcceptableUse",
    "Agreement",
    "AgreementKind",
    "Appeal",
    "AuditAnswer",
    "AuditFinding",
    "AuditPhoto",
    "Booking",
    "BookingEvent",
    "BookingRule",
    "BookingStaff",
    "Boundary",
    "Check",
    "CheckKind",
    "Checklist",
    "ChecklistItem",
    "ClauseVersion",
    "Compliance",
    "Decision",
    "DiligenceEntry",
    "DiligenceList",
    "FilterCategory",
    "FilterTest",
    "ItIncident",
    "Letter",
    "LetterTemplate",
    "ManagerLetter",
    "ManagerLink",
    "NameSeen",
    "Network",
    "PolicyReview",
    "Premises",
    "PremisesAudit",
    "PremisesKind",
    "SchoolFilter",
    "SignOffRule",
    "UnblockRequest",
    "open_premises_to_ask_for",
    "to_remind",
    "with_nobody_trained",
    "with_people",
]
