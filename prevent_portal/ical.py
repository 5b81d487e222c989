"""Calendar files as RFC 5545 asks: lines folded at 75 octets, ended with CRLF, text escaped."""

import datetime

from django.utils import timezone

#: Octets of a line before its CRLF (RFC 5545, 3.1).
LONGEST_LINE = 75


def calendar(events, *, name, made_at):
    """The bytes of a calendar: `events` are (uid, entry, address) of `prevent_portal.calendar`."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Prevent portal//Calendar//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
    ]
    for uid, entry, address in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{uid}",
            f"DTSTAMP:{_moment(made_at)}",
            *_days(entry),
            f"SUMMARY:{escaped(entry.reference)}",
            f"URL:{address}",
            f"DESCRIPTION:{escaped(address)}",
            "CLASS:PRIVATE",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


def _days(entry):
    """A whole day; or a moment of local time, in UTC, that lasts an hour."""
    if entry.at is None:
        after = entry.on + datetime.timedelta(days=1)
        return [f"DTSTART;VALUE=DATE:{entry.on:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}"]
    start = _local(entry.on, entry.at)
    return [f"DTSTART:{_moment(start)}", "DURATION:PT1H"]


def _local(day, time):
    return timezone.make_aware(datetime.datetime.combine(day, time))


def _moment(at):
    return at.astimezone(datetime.UTC).strftime("%Y%m%dT%H%M%SZ")


def escaped(text):
    """Text as a value: backslash, semicolon, comma and line ends escaped (RFC 5545, 3.3.11)."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\r\n", "\\n").replace("\r", "\\n").replace("\n", "\\n")


def folded(line):
    """A line in pieces of at most 75 octets, never within a character; each later one begins with a space."""
    pieces, piece, size = [], "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > LONGEST_LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + character, size + octets
    return "\r\n".join([*pieces, piece])


def invitation(
    uid,
    *,
    method,
    sequence,
    starts_at,
    minutes,
    summary,
    place,
    address,
    organiser,
    attendee,
    made_at,
):
    """The text of one event for one guest: METHOD:REQUEST asks them in or moves it, CANCEL takes it back.

    A higher `sequence` under the same `uid` replaces what went before (RFC 5546, 3.2.2 and 3.2.5).
    """
    is_off = method == "CANCEL"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Prevent portal//Training//EN",
        "CALSCALE:GREGORIAN",
        f"METHOD:{method}",
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"SEQUENCE:{sequence}",
        f"DTSTAMP:{_moment(made_at)}",
        f"DTSTART:{_moment(starts_at)}",
        f"DURATION:PT{minutes}M",
        f"SUMMARY:{escaped(summary)}",
        f"LOCATION:{escaped(place)}",
        *([f"URL:{address}", f"DESCRIPTION:{escaped(address)}"] if address else []),
        f"ORGANIZER:mailto:{organiser}",
        f"ATTENDEE;ROLE=REQ-PARTICIPANT;RSVP=FALSE:mailto:{attendee}",
        f"STATUS:{'CANCELLED' if is_off else 'CONFIRMED'}",
        "CLASS:PRIVATE",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines)
