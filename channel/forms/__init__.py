"""What Channel asks on its pages."""

from .cases import ConflictForm, NoteForm, SeatForm
from .glass import GlassForm, HolderForm, ReviewForm
from .referrals import ReferralForm

__all__ = [
    "ConflictForm",
    "GlassForm",
    "HolderForm",
    "NoteForm",
    "ReferralForm",
    "ReviewForm",
    "SeatForm",
]
