"""How pages write dates, ages, sizes and statuses, and the parts of a page drawn from a list."""

import datetime
from contextlib import suppress

from django import template
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import DateField
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from ..clock import clock

register = template.Library()
register.filter(clock)

DAYS_IN_A_WEEK = 7
DAYS_IN_A_YEAR = 365

#: GOV.UK tag colours by status word; red is only for late or at risk (looks: figures).
TAG_COLOURS = {
    "action_needed": "red",
    "not_checked": "yellow",
    "review_overdue": "red",
    "risk_unknown": "grey",
    "risk_low": "green",
    "risk_medium": "yellow",
    "risk_high": "red",
    "booking_asked": "grey",
    "booking_checking": "blue",
    "booking_sign_off": "purple",
    "booking_escalated": "yellow",
    "booking_approved": "green",
    "booking_conditions": "teal",
    "booking_refused": "orange",
    "booking_appealed": "purple",
    "booking_withdrawn": "grey",
    "nothing": "green",
    "concern": "orange",
    "passed": "green",
    "partly": "orange",
    "unknown": "grey",
    "same": "orange",
    "other": "grey",
    "stands": "green",
    "returned": "grey",
    "opened": "grey",
    "not_started": "grey",
    "in_progress": "blue",
    "ongoing": "teal",
    "proposed": "purple",
    "complete": "green",
    "blocked": "orange",
    "replaced": "grey",
    "withdrawn": "grey",
    "late": "red",
    "overdue": "red",
    "at_risk": "red",
    "red": "red",
    "amber": "yellow",
    "green": "green",
    "blue": "blue",
    "draft": "grey",
    "endorsed": "blue",
    "live": "green",
    "agreed": "blue",
    "current": "blue",
    "closed": "grey",
    "superseded": "grey",
    "planned": "blue",
    "held": "yellow",
    "minuted": "green",
    "cancelled": "grey",
    "booked": "blue",
    "attended": "green",
    "no_show": "orange",
    "requested": "grey",
    "checking": "purple",
    "issuing": "blue",
    "undecided": "yellow",
    "as_is": "green",
    "reworded": "blue",
    "left_out": "grey",
    "carry": "green",
    "change": "blue",
    "stop": "grey",
    "queued": "grey",
    "being_made": "blue",
    "ready": "green",
    "issued": "green",
    "failed": "red",
    "waiting": "grey",
    "sending": "blue",
    "sent": "green",
    "missed": "yellow",
    "bid": "blue",
    "won": "teal",
    "lost": "grey",
    "delivering": "purple",
    "done": "green",
    "met": "green",
    "not_met": "orange",
    "exceeding": "teal",
    "screening": "blue",
    "gathering": "blue",
    "section_36": "yellow",
    "to_panel": "purple",
    "adopted": "green",
    "alternative": "teal",
    "pending": "yellow",
    "clear": "green",
    "not_clear": "orange",
    "answered": "green",
    "compliant": "green",
    "due_soon": "yellow",
    "in_grace": "blue",
    "overdue_initial": "red",
    "expired": "red",
    "not_applicable": "grey",
    "not_judged": "yellow",
    "read": "yellow",
    "committed": "green",
    "active": "green",
    "inactive": "grey",
}


def _as_day(value):
    if isinstance(value, datetime.datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


@register.filter
def day(value):
    """Write a date or moment as "31 March 2019"; nothing for nothing."""
    value = _as_day(value)
    return f"{value.day} {value:%B %Y}" if value else ""


@register.filter
def breakable(code):
    """Let a long code go on to the next line after its underscores, rather than anywhere."""
    *parts, last = str(code).split("_")
    return format_html("{}{}", format_html_join("", "{}_<wbr>", ((part,) for part in parts)), last)


@register.filter
def moment(value):
    """Write a moment as "31 March 2019 at 2:05pm", in local time."""
    if not value:
        return ""
    value = timezone.localtime(value)
    return f"{day(value)} at {clock(value)}"


@register.filter
def due_in_words(value, on):
    """Say when something is due, seen from a day: "3 days late", "due today", "due Friday"."""
    value = _as_day(value)
    if not value:
        return "no date"
    days = (value - _as_day(on)).days
    if days <= -2 * DAYS_IN_A_YEAR:
        return f"{-days // DAYS_IN_A_YEAR} years late"
    if days < 0:
        return f"{-days} day{'' if days == -1 else 's'} late"
    if days < DAYS_IN_A_WEEK:
        return {0: "due today", 1: "due tomorrow"}.get(days, f"due {value:%A}")
    return f"due {day(value)}"


@register.filter
def under_due(words):
    """Leave out the "due" of such words where a head says it: "Today", "Friday", "3 days late"."""
    words = words.removeprefix("due ")
    return words[:1].upper() + words[1:]


@register.filter
def is_late(value, on):
    """Say whether a day lies before another; a thing without a date is not late."""
    return bool(value) and _as_day(value) < _as_day(on)


@register.filter
def late_rows(rows, on):
    """Keep the rows whose `due_on` lies before a day."""
    return [row for row in rows if is_late(row.due_on, on)]


@register.filter
def age_in_words(value, on):
    """Say how long ago something was, seen from a day: "today", "3 days ago", "5 months ago"."""
    value = _as_day(value)
    if not value:
        return "never"
    days = (_as_day(on) - value).days
    months = days * 12 // 365
    if days < 1:
        return "today"
    if days == 1:
        return "yesterday"
    if days < 4 * DAYS_IN_A_WEEK:
        return f"{days} days ago"
    if months < 2:
        return f"{days // DAYS_IN_A_WEEK} weeks ago"
    if months < 24:
        return f"{months} months ago"
    return f"{days // 365} years ago"


@register.filter
def size_in_words(count):
    """Write a number of bytes as "812 bytes", "45 KB" or "2.4 MB"."""
    if count < 1000:
        return f"{count} byte{'' if count == 1 else 's'}"
    if count < 999_500:
        return f"{count / 1000:.0f} KB"
    return f"{count / 1_000_000:.1f} MB"


@register.filter
def tag_colour(status):
    """Give the colour of a status's tag: grey for a word that nobody has given one."""
    return TAG_COLOURS.get(str(status or "").lower(), "grey")


@register.filter
def to_correct(form):
    """List a form's errors for its summary, each with the id of the box to change."""
    return [
        {"sentence": sentence, "target": _target(form, name)}
        for name, sentences in form.errors.items()
        for sentence in sentences
    ]


def _target(form, name):
    if name == NON_FIELD_ERRORS or form[name].is_hidden:
        return ""
    return form[name].error_target


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(*words_and_addresses):
    """Draw the way here: `{% breadcrumbs "Plans" plans_url plan.title plan.get_absolute_url %}`."""
    pairs = list(zip(words_and_addresses[::2], words_and_addresses[1::2], strict=True))
    return {"links": [{"text": text, "href": href} for text, href in pairs]}


@register.inclusion_tag("components/status_tag.html")
def status_tag(words, status=""):
    """Draw a status as a tag: its words, and the colour of its code where that differs."""
    return {"words": words, "colour": tag_colour(status or words)}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context, page, name="page"):
    """Draw links to the pages of a list; every other part of the address is kept."""

    def href(number):
        query = context["request"].GET.copy()
        query[name] = number
        return f"?{query.urlencode()}"

    around = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "previous": href(page.number - 1) if page.has_previous() else "",
        "next": href(page.number + 1) if page.has_next() else "",
        "numbers": [
            {"number": number, "href": href(number) if isinstance(number, int) else ""}
            for number in around
        ],
    }


@register.inclusion_tag("components/sort_head.html", takes_context=True)
def sort_head(context, words, key, default="", numeric=False):
    """Draw the head of a column that sorts by `?sort=key`, and by `?sort=-key` when pressed again."""
    request = context["request"]
    now = request.GET.get("sort", default)
    query = request.GET.copy()
    query["sort"] = f"-{key}" if now == key else key
    query.pop("page", None)
    direction = {key: "ascending", f"-{key}": "descending"}.get(now, "none")
    return {
        "words": words,
        "href": f"?{query.urlencode()}",
        "direction": direction,
        "numeric": numeric,
    }


@register.inclusion_tag("components/chosen_filters.html", takes_context=True)
def chosen_filters(context, form):
    """Draw what a filter form has chosen as tags, each a link that takes one choice away."""
    request = context["request"]
    chosen = []
    for field in form:
        for value in request.GET.getlist(field.html_name):
            if value.strip():
                query = request.GET.copy()
                rest = [other for other in query.getlist(field.html_name) if other != value]
                query.setlist(field.html_name, rest)
                query.pop("page", None)
                chosen.append(
                    {
                        "label": field.label,
                        "words": _words_of_choice(field.field, value),
                        "href": f"?{query.urlencode()}",
                    }
                )
    return {"chosen": chosen, "clear": request.path}


def _words_of_choice(field, value):
    if isinstance(field, DateField):
        with suppress(ValidationError):
            return day(field.to_python(value))
    choices = getattr(field, "choices", ())
    flat = [
        pair
        for key, words in choices
        for pair in (words if isinstance(words, (list, tuple)) else [(key, words)])
    ]
    return next((words for key, words in flat if str(key) == value), value)


@register.inclusion_tag("components/status_bar.html")
def status_bar(counts, label="Actions by status"):
    """Draw counts as one bar with its words beneath: pairs of (words, count, status code)."""
    rows = [row for row in counts if row[1]]
    total = sum(count for _, count, _ in rows)
    parts, left = [], 0
    for words, count, status in rows:
        width = 100 * count / total
        parts.append(
            {
                "words": words,
                "count": count,
                "colour": tag_colour(status),
                "x": f"{left:.2f}",
                "width": f"{width:.2f}",
            }
        )
        left += width
    return {"parts": parts, "total": total, "label": label}
