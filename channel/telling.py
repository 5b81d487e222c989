"""The page of statistics: which panels somebody may see counted, of which period, and how each number is told."""

import datetime
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta

from . import guarding
from .counting import UNKNOWN, counts
from .measures import OUT_OF, TABLES, Measure
from .models import Membership, NationalSeries, Panel
from .permissions import OFFICERS

M = Measure
#: Quarters and years that can be chosen, back from today.
QUARTERS, YEARS = 8, 5
_MARCH, _APRIL = 3, 4

#: The numbers by what they are about, in the order in which a case meets them.
HEADS = (
    ("Referrals", (M.RECEIVED, M.REPEAT, M.SCREENED, M.NOT_PROGRESSED, M.TO_PANEL)),
    ("Panel", (M.MEETINGS, M.QUORATE, M.CONSIDERED, M.ADOPTED, M.NOT_ADOPTED, M.ALTERNATIVE)),
    ("Emergency access", (M.GLASS, M.GLASS_REVIEWED, M.GLASS_LATE)),
    ("Consent", (M.CONSENT_SOUGHT, M.CONSENT_GIVEN, M.CONSENT_REFUSED, M.CONSENT_WITHDRAWN)),
    (
        "After support",
        (
            M.CLOSED,
            M.REOPENED,
            M.REVIEWS_DUE,
            M.REVIEWS_DONE,
            M.REVIEWS_ON_TIME,
            M.REVIEWS_LATE,
            M.TRANSFERS_OPEN,
        ),
    ),
)
#: Numbers that add up to a whole: where one is small, another is hidden with it.
WHOLES = (
    (M.ADOPTED, M.NOT_ADOPTED),
    (M.NOT_PROGRESSED, M.TO_PANEL),
    (M.CONSENT_GIVEN, M.CONSENT_REFUSED),
    (M.REVIEWS_DONE, M.REVIEWS_LATE),
    (M.GLASS_REVIEWED, M.GLASS_LATE),
)
NOT_RECORDED = "not recorded"


@dataclass(frozen=True)
class Period:
    """A year from April, or a quarter of it."""

    key: str
    words: str
    start: datetime.date
    end: datetime.date


@dataclass(frozen=True)
class Line:
    """One number as it is told: its words, out of what, and what was published for the country."""

    words: str
    said: str
    out_of: str = ""
    percent: float | None = None
    national: str = ""


def year_of(day):
    """The year, from April, that a day falls into."""
    return day.year if day.month >= _APRIL else day.year - 1


def year_period(year):
    """A year from April to March."""
    words = f"Year from April {year} to March {year + 1}"
    return Period(
        f"{year}", words, datetime.date(year, _APRIL, 1), datetime.date(year + 1, _MARCH, 31)
    )


def periods(on):
    """Years and quarters that can be chosen, the newest first; each begins on or before the day."""
    this = year_of(on)
    years = [year_period(year) for year in range(this, this - YEARS, -1)]
    first = datetime.date(on.year, on.month - (on.month - 1) % 3, 1)
    return years + [_quarter(first - relativedelta(months=3 * back)) for back in range(QUARTERS)]


def periods_for(panels, on):
    """The periods that can be chosen from for panels, each with whether small numbers are hidden."""
    return _whole(on) if all(panels.values()) else periods(on)


def told(panel, period, panels, on):
    """The panel, with the period or the newest one in its place that may be told.

    For who is not told small numbers it is a year that is over. Of two periods, one inside the other, the
    difference would tell of few: so no quarter is told beside its year, and no year before it is over.
    """
    whole = _whole(on)
    return panel, period if not panels[panel] or period in whole else whole[0]


def _whole(on):
    return [year for year in periods(on)[:YEARS] if year.end < on]


def _quarter(first):
    end = first + relativedelta(months=3, days=-1)
    return Period(f"{first:%Y-%m}", f"{first:%B} to {end:%B} {end.year}", first, end)


def panels_counted_for(user):
    """Panels whose numbers somebody may see, each with whether small numbers are hidden: {panel: bool}.

    Officers of a panel hold its cases, so they see its numbers; the Prevent lead sees every panel's.
    """
    held = Membership.objects.in_force().filter(user=user.pk, seat__in=OFFICERS)
    own = set(held.values_list("panel", flat=True))
    all_of_them = user.has_perm("channel.view_statistics")
    return {
        panel: panel.pk not in own
        for panel in Panel.objects.order_by("name")
        if all_of_them or panel.pk in own
    }


def page_of(panel, period, *, is_guarded, on):
    """What the page tells of one panel in a period, as at the day or the period's end."""
    end = min(period.end, on)
    found = counts(panel, start=period.start, end=end)
    national = _national(year_of(period.start))
    said = _told(found.numbers, is_guarded)
    return {
        "as_at": end,
        "live": said.get(M.LIVE, NOT_RECORDED),
        "heads": [
            (head, [_line(each, found, said, national, is_guarded) for each in measures])
            for head, measures in HEADS
        ],
        "tables": [_table(each, found, national, is_guarded) for each in TABLES],
        "days": [
            (
                days.stage,
                guarding.HIDDEN if is_guarded and guarding.is_small(days.count) else days.count,
                None if is_guarded and guarding.is_small(days.count) else days.middle,
            )
            for days in found.days
        ],
        "year": year_of(period.start),
        "sources": sorted({series.source for series in national.values()}),
    }


def _told(numbers, is_guarded):
    if not is_guarded:
        return {measure: str(n) for measure, n in numbers.items()}
    said = {m: guarding.HIDDEN if guarding.is_small(n) else str(n) for m, n in numbers.items()}
    for whole in WHOLES:
        if all(each in numbers for each in whole):
            said |= guarding.words_of({each: numbers[each] for each in whole})
    for whole, part in ((M.CONSENT_GIVEN, M.ADOPTED), (M.ADOPTED, M.CONSENT_GIVEN)):
        if said.get(part) == guarding.NOT_SHOWN:  # they are the same people
            said[whole] = guarding.NOT_SHOWN
    return said


def _line(measure, found, said, national, is_guarded):
    number, out_of = found.numbers.get(measure), found.out_of(measure)
    told = said.get(measure, NOT_RECORDED)
    is_shown = told not in (guarding.NOT_SHOWN, guarding.HIDDEN)
    part = guarding.percent_of(number, out_of, is_guarded=is_guarded) if is_shown else None
    whole = OUT_OF.get(measure)
    basis = f"of {said[whole]} {whole.label.lower()}" if whole in said else ""
    return Line(measure.label, told, basis, part, _national_words(national, measure, ""))


def _table(measure, found, national, is_guarded):
    parts = dict(found.tables[measure])
    known = found.known(measure)
    said = guarding.words_of(parts) if is_guarded else {key: str(n) for key, n in parts.items()}
    lines = [
        Line(
            words,
            said[words],
            "",
            guarding.percent_of(n, known, is_guarded=is_guarded)
            if words != UNKNOWN and said[words] == str(n)
            else None,
            _national_words(national, measure, words),
        )
        for words, n in parts.items()
    ]
    gives_away = is_guarded and (guarding.is_small(known) or guarding.is_small(parts.get(UNKNOWN)))
    return {
        "heading": measure.label,
        "lines": lines,
        "known": guarding.NOT_SHOWN if gives_away else known,
    }


def _national(year):
    """The published numbers of the newest year up to this one: {(measure, part): row}."""
    rows = NationalSeries.objects.standing().filter(year__lte=year).order_by("year", "pk")
    return {(row.measure, row.part): row for row in rows}


def _national_words(national, measure, part):
    row = national.get((measure, part))
    if row is None:
        return ""
    value = f"{row.value:,.1f}%" if row.is_percent else f"{row.value:,.0f}"
    return f"{value} ({row.year}/{(row.year + 1) % 100:02})"
