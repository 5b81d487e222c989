"""What Channel keeps: panels, cases, and everything that belongs to a case."""

from .after import (
    LAST_REVIEW_MONTHS,
    CareConsidered,
    Closure,
    Disclosure,
    PostClosureReview,
    Transfer,
)
from .assurance import (
    AssuranceAnswer,
    AssuranceExtent,
    AssuranceStandard,
    AssuranceStatement,
    NationalSeries,
)
from .case import Case, CaseEvent, CaseKey, CaseUserPermission, Referral, Seat, Subject
from .panel import Membership, Panel
from .rows import CaseRows, NobodyActing
from .terms import AgeBand, Clock, Term

__all__ = [
    "LAST_REVIEW_MONTHS",
    "AgeBand",
    "AssuranceAnswer",
    "AssuranceExtent",
    "AssuranceStandard",
    "AssuranceStatement",
    "CareConsidered",
    "Case",
    "CaseEvent",
    "CaseKey",
    "CaseRows",
    "CaseUserPermission",
    "Clock",
    "Closure",
    "Disclosure",
    "Membership",
    "NationalSeries",
    "NobodyActing",
    "Panel",
    "PostClosureReview",
    "Referral",
    "Seat",
    "Subject",
    "Term",
    "Transfer",
]
