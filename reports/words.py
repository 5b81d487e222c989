"""How papers say numbers, days and changes."""

from dateutil.relativedelta import relativedelta


def day(date):
    """A date as a paper writes it: 31 March 2019."""
    return f"{date.day} {date:%B %Y}"


def months_before(on, months):
    """The day so many months before, from the end of a month to the end of a month."""
    next_day = on + relativedelta(days=1)
    return next_day - relativedelta(months=months) - relativedelta(days=1)


def counted(number, one, many):
    """A number with its noun: 1 action is, 4 actions are. Small numbers open no sentence."""
    return f"{number} {one if number == 1 else many}"


def share(value, out_of, of="{} actions"):
    """A count with its denominator and whole percent: 4 of 40 actions (10%), none of 40 actions."""
    whole = of.format(out_of)
    if out_of == 1:
        whole = whole.replace("actions", "action")
    return f"{value} of {whole} ({round(100 * value / out_of)}%)" if value else f"none of {whole}"


def none_or(number, one, many):
    """A number with its noun, to open a sentence: No outcome has, 1 outcome has, 4 outcomes have."""
    return counted(number, one, many) if number else f"No {one}"


def was(number):
    """A count with its verb, inside a sentence: none was, 1 was, 4 were."""
    return f"{number or 'none'} {'were' if number > 1 else 'was'}"


def of_actions(number, which):
    """A denominator in words: 4 actions in the plan, 1 action in the plan."""
    return f"{number} {which.replace('actions', 'action', 1) if number == 1 else which}"


def change(now, before, since):
    """How a count has moved since a day, in words."""
    if before is None:
        return "No earlier position to compare"
    moved = now - before
    if not moved:
        return f"No change since {day(since)}"
    return f"{'Up' if moved > 0 else 'Down'} {abs(moved)} since {day(since)}"


def listed(items):
    """Words in a row: a, b and c."""
    *first, last = items
    return f"{', '.join(first)} and {last}" if first else last


def clipped(text, most):
    """Text of at most so many letters, ending at a word; what is left out is said to be."""
    if len(text) <= most:
        return text
    return text[:most].rsplit(None, 1)[0] + " … (more in the portal)"


#: What keeps its capital inside a sentence.
_NAMES = {"Prevent", "Channel"}


def inside(body):
    """The name of a body inside a sentence, without its article: names of one's own keep their capitals."""
    name = body.removeprefix("The ").split()
    if sum(word[:1].isupper() for word in name if word not in _NAMES) > 1:
        return " ".join(name)
    return " ".join(word if word in _NAMES else word.lower() for word in name)


def is_asked(body):
    """The start of what is put to a body: “The cabinet is asked”."""
    is_many = body.endswith("s") and not body.endswith("ss")
    return f"The {inside(body)} {'are' if is_many else 'is'} asked"
