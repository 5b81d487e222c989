"""What the pages of a session show: its bookings, its evaluation, who can be booked, its register."""

import datetime

from django.db.models import Prefetch, Q

from prevent_portal.home import Panel
from prevent_portal.templatetags.govuk import moment as in_words

from .evaluations import FEWEST, summary
from .models import Booking, Evaluation, Session, SessionMessage
from .services.bookings import has_room, people_open_to

#: People that a search shows; for others it must say more.
MOST_FOUND = 20
_ORDER = {state: place for place, state in enumerate(Booking.State.values)}


def moment_words(moment):
    """Day and time by the clock on the wall; None for none."""
    return in_words(moment) or None


def parts(session, user, on):
    """The bookings that somebody may see by name, else how many; and what the evaluation says."""
    rows = _bookings(session, user)
    stand = [each for each in rows if each.state != Booking.State.CANCELLED]
    context = {
        "session": session,
        "bookings": [(each, user.has_perm("training.book_session", each)) for each in stand],
        "gave_up": len(rows) - len(stand),
        "counts": _counts(session),
        "sees_names": user.has_perm("training.view_person"),
        "is_ours": user.has_perm("training.change_session", session),
        "unreached": [each for each in stand if not each.email] if session.is_planned else [],
    }
    yield Panel("training/session_bookings.html", context)
    if session.scale_id and not session.is_planned:
        found = summary(session.scale, [session.pk])
        yield Panel("training/evaluation_change.html", {"summary": found, "fewest": FEWEST})


def _bookings(session, user):
    """A session's bookings with whom they are of and what they were told, in a readable order."""
    told = SessionMessage.objects.order_by("pk")
    rows = Booking.objects.visible_to(user).filter(session=session)
    rows = rows.select_related("person__agency").prefetch_related(Prefetch("messages", told))
    found = sorted(rows.order_by("pk"), key=lambda each: (_ORDER[each.state], each.pk))
    line = 0
    for booking in found:
        booking.session, booking.seen_by = session, user.pk
        if booking.state == Booking.State.WAITING:
            line += 1
            booking.place_in_line = line
        booking.told = booking.messages.all()
    return found


def _counts(session):
    states = list(session.bookings.order_by().values_list("state", flat=True))
    return [
        (label, states.count(state), state)
        for state, label in Booking.State.choices
        if states.count(state) and state != Booking.State.CANCELLED
    ]


def found_people(session, words, user):
    """The people whom somebody may book and whose name or number fits, with who is on the session."""
    if not words.strip():
        return []
    people = people_open_to(user)
    for word in words.split()[:8]:
        people = people.filter(Q(name__icontains=word) | Q(number__iexact=word))
    found = list(people.order_by("name", "pk")[: MOST_FOUND + 1])
    on_it = session.bookings.exclude(state=Booking.State.CANCELLED).filter(person__in=found)
    known = set(on_it.values_list("person_id", flat=True))
    return [(person, person.pk in known) for person in found]


def booking_page(session, form, user):
    """What the page for booking needs: who was found, and whether a place is free."""
    words = form.cleaned_data.get("q", "") if form.is_valid() else ""
    found = found_people(session, words, user)
    return {
        "session": session,
        "words": words,
        "found": found[:MOST_FOUND],
        "has_more": len(found) > MOST_FOUND,
        "has_room": has_room(session),
        "may_add_guests": user.has_perm("training.change_session", session),
    }


def own_sessions(user, *, on):
    """The sessions that somebody gives: with a register to take, to come, and held lately."""
    rows = Session.objects.given_by(user).select_related("course").with_counts()
    return {
        "to_take": list(rows.to_be_taken(on=on).order_by("starts_at", "pk")),
        "to_come": list(
            rows.since(on + datetime.timedelta(days=1))
            .exclude(state=Session.State.CANCELLED)
            .order_by("starts_at", "pk")
        ),
        "held": list(rows.held().order_by("-starts_at", "-pk")[:MOST_FOUND]),
    }


def on_the_list(session):
    """Who is ticked on a register: everybody expected, who waits, and who was added; by name."""
    rows = session.bookings.exclude(state=Booking.State.CANCELLED).select_related("person__agency")
    return sorted(rows.order_by("pk"), key=lambda each: (each.name.casefold(), each.pk))


def as_ticked(session):
    """The register as a phone needs it: who is on it, and whether they are ticked."""
    return [
        {"booking": each.pk, "name": each.name, "here": each.is_here}
        for each in on_the_list(session)
    ]


def said(taken):
    """What became of a register that was sent, in a sentence."""
    if taken.is_repeat:
        return "This register was sent before. Nothing was changed."
    if not taken.new:
        return "Nothing was ticked or unticked, so nothing was changed."
    guests = [each.guest_name for each in taken.added if each.person_id is None]
    words = "1 change is saved." if taken.new == 1 else f"{taken.new} changes are saved."
    if guests:
        words += f" Kept as a guest, for nobody of the agency has this number or this name alone: {', '.join(guests)}."
    return words


def told(booking):
    """What booking somebody came to, in a sentence."""
    where = "booked" if booking.state == Booking.State.BOOKED else "on the waiting list"
    sentence = f"{booking.name} is {where}."
    if not booking.email:
        sentence += " They have no email address here: tell them yourself."
    return sentence


def closing_words(session):
    """What closing the register comes to, in a sentence."""
    rows = on_the_list(session)
    here = sum(each.is_here for each in rows)
    away = sum(not each.is_here and each.state == Booking.State.BOOKED for each in rows)
    came = "1 person came" if here == 1 else f"{here} people came"
    return (
        f"{came} and will have completed the course; {away} did not come. "
        "Whoever is still on the waiting list is taken off it. You can correct the register later."
    )


def came(bookings):
    """Those of some bookings who came, with whom they are of, by name."""
    rows = bookings.filter(state=Booking.State.ATTENDED).select_related("person__agency")
    return sorted(rows.order_by("pk"), key=lambda each: (each.name.casefold(), each.pk))


def evaluation_page(filters, sessions, *, on):
    """What the sessions of a period changed, on the scale that is asked for or the one used last."""
    said = filters.cleaned_data
    until, since = said.get("until") or on, said.get("since") or on.replace(day=1, month=1)
    rows = sessions.since(since).before(until + datetime.timedelta(days=1)).held()
    rows = rows.filter(scale__isnull=False).select_related("scale").order_by("-starts_at", "-pk")
    held = list(rows)
    scale = said.get("scale") or (held[0].scale if held else None)
    chosen = [session for session in held if session.scale == scale]
    found = summary(scale, [session.pk for session in chosen]) if scale else None
    return {
        "summary": found,
        "fewest": FEWEST,
        "since": since,
        "until": until,
        "sessions": chosen,
    }


def own_page(booking, moment, form):
    """What somebody sees of their own booking at its private address."""
    session = booking.session
    return {
        "session": session,
        "booking": booking,
        "moment": moment,
        "moment_words": Evaluation.Moment(moment).label if moment else "",
        "form": form,
        "when": moment_words(session.starts_at),
        "is_booked": booking.state in (Booking.State.BOOKED, Booking.State.ATTENDED),
        "is_off": session.state == session.State.CANCELLED,
    }
