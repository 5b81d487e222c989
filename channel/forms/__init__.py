"""What Channel asks on its pages."""

from .cases import ConflictForm, NoteForm, SeatForm
from .intake import AttachForm, FeedbackForm, SearchForm, SharingForm, TakeOutForm
from .referrals import PersonForm, PublicReferralForm, ReferralForm

__all__ = [
    "AttachForm",
    "ConflictForm",
    "FeedbackForm",
    "NoteForm",
    "PersonForm",
    "PublicReferralForm",
    "ReferralForm",
    "SearchForm",
    "SeatForm",
    "SharingForm",
    "TakeOutForm",
]
