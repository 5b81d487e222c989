"""Names that may be the same: keys by which bookings, earlier ones and names on lists are found. It proposes only."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.db.models import Case, Q, When

from prevent_portal.spelling import sound_of, words_of

from .models import Booking, DiligenceEntry, NameSeen
from .states import State

#: Words that say what kind of body it is, not which.
_OF_ALL = {
    "the", "a", "and", "of", "for", "ltd", "limited", "plc", "cic", "cio", "llp", "trust", "charity",
    "association", "society", "group", "club", "uk", "community", "organisation", "org", "inc",
}  # fmt: skip
#: Mail boxes that anybody can have: their domain says nothing.
_ANYBODYS = {
    "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "hotmail.co.uk", "yahoo.com",
    "yahoo.co.uk", "icloud.com", "live.co.uk", "live.com", "btinternet.com", "aol.com", "proton.me",
    "protonmail.com", "facebook.com", "instagram.com", "x.com", "twitter.com", "youtube.com", "tiktok.com",
    "eventbrite.co.uk", "eventbrite.com", "linktr.ee", "t.me",
}  # fmt: skip
_LONGEST = 80
#: Earlier bookings and names that a page proposes at most.
MOST = 12
#: What a key is of, in words; those before weigh more.
BECAUSE = {
    "mail": "the same email address",
    "phone": "the same telephone number",
    "site": "the same website",
    "name": "the same name",
    "sound": "a name that sounds alike",
}
_WEIGHTS = {"mail": 5, "phone": 5, "site": 4, "name": 3, "sound": 1}


@dataclass(frozen=True)
class Proposed:
    """Something that may be the same, why one might think so, and what somebody said of it."""

    thing: object
    because: str
    seen: object = None


def keys_of(names, *, mails=(), phones=(), sites=()):
    """The keys of names, addresses, numbers and websites, each once and in order."""
    found = {key for name in names for key in _of_name(name)}
    for mail in mails:
        box, _, domain = mail.casefold().strip().rpartition("@")
        if box:
            found.add(f"mail:{box}@{domain}")
            found |= set(_of_site(domain))
    for phone in phones:
        digits = re.sub(r"\D", "", phone)
        if len(digits) >= 9:
            found.add(f"phone:{digits[-9:]}")
    for site in sites:
        found |= set(_of_site(site))
    return sorted(key[:_LONGEST] for key in found)


def _of_name(name):
    """Of a name its words in one order, and how those sound; one short word alone says too little."""
    words = [word for word in words_of(name) if word not in _OF_ALL]
    if not words or (len(words) == 1 and len(words[0]) < 3):
        return
    yield f"name:{' '.join(sorted(words))}"
    yield f"sound:{' '.join(sorted(sound_of(word) for word in words))}"
    joined = "".join(words)
    if len(words) > 1:
        yield f"name:{joined}"


def _of_site(site):
    """Of a website its host; nothing of what cannot be read as an address."""
    try:
        host = urlsplit(site if "//" in site else f"//{site}").netloc.casefold()
    except ValueError:
        return
    host = host.rpartition("@")[2].partition(":")[0].removeprefix("www.")
    if "." in host and host not in _ANYBODYS:
        yield f"site:{host}"


def speaker_name(line):
    """The name at the beginning of a speaker's line, before the first comma, semicolon or dash."""
    return re.split(r"[,;(]| [-–] ", line)[0].strip()


def names_in(booking):
    """Every name that a booking gives: who books, for whom, under which other names, who speaks."""
    given = [booking.hirer_name, booking.organisation, booking.on_behalf_of]
    given += re.split(r"[,;/\n]", booking.other_names)
    given += [speaker_name(line) for line in booking.speakers]
    return [name for name in given if name.strip()]


def keys_of_booking(booking):
    """The keys under which a booking is found."""
    return keys_of(
        names_in(booking),
        mails=[booking.hirer_email] if booking.hirer_email else [],
        phones=[booking.hirer_phone] if booking.hirer_phone else [],
        sites=booking.websites,
    )


def keys_of_entry(entry):
    """The keys under which a name on a list is found."""
    return keys_of([entry.name, *entry.other_names])


def _names_alike(booking, on):
    rows = DiligenceEntry.objects.in_force(on=on).filter(keys__overlap=booking.keys)
    return rows.select_related("on_list").order_by("pk")


def proposed_names(booking, *, on):
    """Names on the lists that may be among a booking's: those to be answered first, each the likeliest first."""
    seen = {each.entry_id: each for each in _seen(booking) if each.entry_id}
    answered = _names_alike(booking, on).filter(pk__in=seen)[: MOST * 4]
    return unanswered_names(booking, on=on) + _ranked(booking, answered, seen)


def similar_bookings(booking, *, user):
    """Earlier bookings that somebody may see and that may be by the same people.

    Those that were refused or escalated come first, then the likeliest.
    """
    rows = Booking.objects.visible_to(user).filter(keys__overlap=booking.keys)
    rows = rows.filter(Q(received_on__lte=booking.received_on)).exclude(pk=booking.pk)
    tells = Q(state=State.REFUSED) | Q(escalated_on__isnull=False)
    rows = rows.annotate(tells=Case(When(tells, then=1), default=0))
    rows = rows.select_related("premises").order_by("-tells", "-pk")[: MOST * 4]
    seen = {each.earlier_id: each for each in _seen(booking) if each.earlier_id}
    return _ranked(booking, rows, seen)


def unanswered_names(booking, *, on):
    """Proposed names of lists of which nobody has said yet whether they are the same."""
    answered = _seen(booking).filter(entry__isnull=False).order_by().values("entry")
    rows = _names_alike(booking, on).exclude(pk__in=answered)[: MOST * 4]
    return _ranked(booking, rows, {})


def _seen(booking):
    return NameSeen.objects.filter(booking=booking).select_related("by").order_by("pk")


def _ranked(booking, rows, seen):
    mine = set(booking.keys)
    found = [(_shared(mine, row.keys), row) for row in rows]
    found.sort(key=lambda pair: _rank(*pair))
    return [
        Proposed(row, " and ".join(BECAUSE[kind] for kind in kinds), seen.get(row.pk))
        for kinds, row in found[:MOST]
    ]


def _rank(kinds, row):
    return -getattr(row, "tells", 0), -sum(_WEIGHTS[kind] for kind in kinds), -row.pk


def _shared(mine, theirs):
    """The kinds of key that two have in common, the weightiest first; sounding alike adds nothing to being so."""
    kinds = {key.partition(":")[0] for key in mine.intersection(theirs)}
    if "name" in kinds:
        kinds.discard("sound")
    return [kind for kind in BECAUSE if kind in kinds]
