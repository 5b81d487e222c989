"""What Channel asks on its pages."""

from .cases import ConflictForm, NoteForm, SeatForm
from .referrals import ReferralForm

__all__ = ["ConflictForm", "NoteForm", "ReferralForm", "SeatForm"]
