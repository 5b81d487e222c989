"""What Channel asks on its pages."""

from .assessments import AssessmentForm, FrameworkForm
from .cases import ConflictForm, NoteForm, SeatForm
from .referrals import ReferralForm
from .support import (
    AdoptForm,
    AnswerConsentForm,
    CommissionForm,
    EndInterventionForm,
    FinishPlanItemForm,
    MovePlanItemForm,
    PlanForm,
    PlanItemForm,
    PlanReviewForm,
    ProviderForm,
    SeekConsentForm,
    SessionForm,
    WithdrawConsentForm,
)

__all__ = [
    "AdoptForm",
    "AnswerConsentForm",
    "AssessmentForm",
    "CommissionForm",
    "ConflictForm",
    "EndInterventionForm",
    "FinishPlanItemForm",
    "FrameworkForm",
    "MovePlanItemForm",
    "NoteForm",
    "PlanForm",
    "PlanItemForm",
    "PlanReviewForm",
    "ProviderForm",
    "ReferralForm",
    "SeatForm",
    "SeekConsentForm",
    "SessionForm",
    "WithdrawConsentForm",
]
