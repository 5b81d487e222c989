"""Sessions and the scales of their evaluations, as registers."""

from prevent_portal.registers import Attention, Column, Step, declare, link

from .. import session_pages
from ..forms.sessions import ScaleForm, SessionForm
from ..models import EvaluationScale, Session
from ..services import evaluations, sessions
from .courses import GROUP


def _when(session):
    """Day and time, by the clock on the wall."""
    return session_pages.moment_words(session.starts_at)


def _when_and_before(session):
    """The same, and from when it was moved."""
    if session.moved_from is None:
        return _when(session)
    return f"{_when(session)} (moved from {session_pages.moment_words(session.moved_from)})"


def _where(session):
    return session.place or "Online"


def _open_registers(rows, on):
    """Sessions of an earlier day whose register nobody has closed."""
    return rows.before(on).filter(state=Session.State.PLANNED)


def _steps(session, user, on):
    """What can be done with it, the likeliest first."""
    may_keep = user.has_perm("training.change_session", session)
    may_take = may_keep or user.has_perm("training.keep_register", session)
    may_book = session.is_planned and user.has_perm("training.book_session", session)

    def to(page):
        return SESSIONS.url(page, session.pk)

    if may_take and session.on <= on and session.state != Session.State.CANCELLED:
        words = "Correct the register" if session.is_held else "Take the register"
        yield Step(words, to("take_register"), is_first=session.is_planned)
    if may_book and session.on >= on:
        yield Step("Book somebody", to("book_session"), is_first=session.on > on)
    if may_keep and session.is_planned:
        yield Step("Move it", to("move_session"))
    if may_keep and session.is_held:
        yield Step("All certificates (PDF)", to("certificates"))


SESSIONS = declare(
    Session,
    noun="session",
    plural="Sessions",
    group=GROUP,
    part="Sessions",
    address="sessions",
    intro="Workshops, briefings and training of trainers: who is booked, who came, and what it changed.",
    empty="No session is planned.",
    columns=(
        Column("Session", "title", sort="title"),
        Column("When", _when, sort="starts_at"),
        Column("Course", "course.name", sort="course__name"),
        Column("Where", _where, sort="place"),
        Column("Booked or came", lambda each: f"{each.booked + each.attended} of {each.capacity}"),
        Column("Waiting", "waiting", kind="number"),
        Column("State", "get_state_display", kind="status", code="state_code", sort="state"),
    ),
    export=(
        Column("Run by", "agency.name"),
        Column("Length in minutes", "minutes"),
        Column("Attended", "attended"),
    ),
    facts=(
        Column("State", "get_state_display", kind="status", code="state_code"),
        Column("When", _when_and_before),
        Column("Length", lambda each: f"{each.minutes} minutes"),
        Column("Where", _where),
        Column("Course", "course", kind="record"),
        Column("How it is taken", "course.get_route_display"),
        Column("Run by", "agency"),
        Column("Trainers", lambda each: list(each.trainers.all()), kind="list"),
        Column("Places", "capacity", kind="number"),
        Column("Evaluation", "scale", kind="record"),
        Column("Other agencies may book", "is_open_to_partners", kind="yesno"),
    ),
    form=SessionForm,
    search=("title", "place", "course__name"),
    filters=("course", "agency"),
    when=(
        ("coming", "Coming", lambda rows, on: rows.since(on)),
        ("past", "Past", lambda rows, on: rows.before(on)),
    ),
    order=("-starts_at",),
    attention=Attention("past, with an open register", _open_registers),
    rows=lambda rows, on: rows.select_related("agency", "course").with_counts(),
    parts=session_pages.parts,
    steps=lambda session, user, on: list(_steps(session, user, on)),
    save=sessions.keep_session,
    close=sessions.cancel_session,
    closes="Cancel",
    asks="Why is it cancelled? Everybody on it is told that it is, not why.",
)

SCALES = declare(
    EvaluationScale,
    noun="evaluation scale",
    plural="Evaluation scales",
    group=GROUP,
    part="Sessions",
    address="scales",
    intro="What people are asked before and after a session, and the steps they answer with.",
    columns=(
        Column("Scale", "name", sort="name"),
        Column("Questions", lambda scale: len(scale.questions), kind="number"),
        Column("Steps", lambda scale: len(scale.steps), kind="number"),
    ),
    facts=(
        Column("Steps, from least to most", "steps", kind="list"),
        Column("Questions", "questions", kind="list"),
    ),
    form=ScaleForm,
    search=("name",),
    save=evaluations.keep_scale,
)

link(
    GROUP,
    "What sessions changed",
    page="training:evaluation_summary",
    permission="training.view_session",
    part="Sessions",
)
