"""What Channel asks on its pages."""

from .cases import ConflictForm, NoteForm, SeatForm
from .intake import AttachForm, FeedbackForm, SearchForm, SharingForm, TakeOutForm
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
from .referrals import PersonForm, PublicReferralForm, ReferralForm
from .settings import AgeBandForm, ClockForm, ClosePanelForm, PanelChangeForm, TermForm

__all__ = [
    "AgeBandForm",
    "AnswerForm",
    "AskForm",
    "AttachForm",
    "ClockForm",
    "CloseBelowForm",
    "ClosePanelForm",
    "ConflictForm",
    "DeconflictionForm",
    "FeedbackForm",
    "GatewayForm",
    "MoveForm",
    "NotProgressedForm",
    "NoteForm",
    "OutcomeForm",
    "PanelChangeForm",
    "PathwayForm",
    "PersonForm",
    "PublicReferralForm",
    "ReferralForm",
    "SearchForm",
    "SeatForm",
    "Section36Form",
    "SharingForm",
    "TakeOutForm",
    "TermForm",
    "WithdrawForm",
]
