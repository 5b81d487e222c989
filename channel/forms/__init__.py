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
from .settings import AgeBandForm, ClockForm, ClosePanelForm, PanelChangeForm, TermForm

__all__ = [
    "AgeBandForm",
    "AnswerForm",
    "AskForm",
    "ClockForm",
    "CloseBelowForm",
    "ClosePanelForm",
    "ConflictForm",
    "DeconflictionForm",
    "GatewayForm",
    "MoveForm",
    "NotProgressedForm",
    "NoteForm",
    "OutcomeForm",
    "PanelChangeForm",
    "PathwayForm",
    "ReferralForm",
    "SeatForm",
    "Section36Form",
    "TermForm",
    "WithdrawForm",
]
