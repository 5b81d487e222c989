"""The states of a booking, what may follow what, and how risk is told: words without rows."""

from django.db.models import TextChoices


class Level(TextChoices):
    """How much risk there is, of a place or of a booking."""

    UNKNOWN = "unknown", "Not assessed"
    LOW = "low", "Low"
    MEDIUM = "medium", "Medium"
    HIGH = "high", "High"


#: The levels from the lowest up; what is not assessed comes before them.
RANKED = (Level.UNKNOWN, Level.LOW, Level.MEDIUM, Level.HIGH)


class State(TextChoices):
    """Where a request to book stands."""

    ASKED = "asked", "Received"
    CHECKING = "checking", "Being checked"
    SIGN_OFF = "sign_off", "Waiting for sign-off"
    ESCALATED = "escalated", "Escalated to the Prevent lead"
    APPROVED = "approved", "Approved"
    CONDITIONS = "conditions", "Approved with conditions"
    REFUSED = "refused", "Refused"
    APPEALED = "appealed", "Under appeal"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Outcome(TextChoices):
    """What a booking can come to when somebody decides."""

    APPROVED = "approved", "Approve"
    CONDITIONS = "conditions", "Approve with conditions"
    REFUSED = "refused", "Refuse"


#: Every move a booking may make. A move that is not here is refused. New facts open a booking that was
#: approved to be checked again; a refusal is opened only by an appeal.
MOVES = {
    State.ASKED: {State.CHECKING, State.ESCALATED, State.WITHDRAWN},
    State.CHECKING: {
        State.SIGN_OFF,
        State.ESCALATED,
        State.APPROVED,
        State.CONDITIONS,
        State.REFUSED,
        State.WITHDRAWN,
    },
    State.SIGN_OFF: {
        State.CHECKING,
        State.APPROVED,
        State.CONDITIONS,
        State.REFUSED,
        State.WITHDRAWN,
    },
    State.ESCALATED: {State.CHECKING, State.WITHDRAWN},
    State.APPROVED: {State.CHECKING, State.WITHDRAWN},
    State.CONDITIONS: {State.CHECKING, State.APPEALED, State.WITHDRAWN},
    State.REFUSED: {State.APPEALED},
    State.APPEALED: {State.APPROVED, State.CONDITIONS, State.REFUSED, State.WITHDRAWN},
    State.WITHDRAWN: {State.ASKED},
}
#: Somebody still has to decide.
UNDECIDED = (State.ASKED, State.CHECKING, State.SIGN_OFF, State.ESCALATED, State.APPEALED)
#: What the hirer asked for, and what is found of them, may be changed while it stands here.
IN_HAND = (State.ASKED, State.CHECKING, State.ESCALATED)
