"""What Channel asks on its pages."""

from .cases import ConflictForm, NoteForm, SeatForm
from .process import (
    AnswerForm,
    AskForm,
    CloseBelowForm,
    DeconflictionForm,
    GatewayForm,
    MoveForm,
    NotProgressedForm,
    OutcomeForm,
    PathwayForm,
    Section36Form,
    WithdrawForm,
)
from .referrals import ReferralForm

__all__ = [
    "AnswerForm",
    "AskForm",
    "CloseBelowForm",
    "ConflictForm",
    "DeconflictionForm",
    "GatewayForm",
    "MoveForm",
    "NotProgressedForm",
    "NoteForm",
    "OutcomeForm",
    "PathwayForm",
    "ReferralForm",
    "SeatForm",
    "Section36Form",
    "WithdrawForm",
]
