"""Figures of the catalogue on several days at once: the same values, asked for together.

A name of the catalogue belongs to a family, and a family says what its figures are counted over:
training and premises over an agency, actions over the agency's plan, Channel over every panel, the
rest over rows of a register.
"""

import datetime

from dateutil.relativedelta import relativedelta

from actions.figures import TABLE, positions_through, read
from actions.models import Plan
from channel.counting import counts
from channel.figures import MONTHS
from channel.measures import Measure
from premises.figures import TITLES, values_of
from prevent_portal.errors import Refused
from prevent_portal.figures import Value, catalogue
from training.figures import headline_rule
from training.trend import trend

from .numbers import OF_POSITION, of_position
from .scopes import ACTIONS, CHANNEL, REGISTERS


def names():
    """The names of the figures that can be asked for so, Channel's included, in the catalogue's order."""
    return [name for name in catalogue() if _family(name)]


def series(asked, *, agency, days):
    """{name: {day: Value, or None where nothing can be said}}, however many days in few queries."""
    days = sorted(set(days))
    found = {}
    for family in (_training, _plans, _premises, _channel, _registers):
        own = [name for name in asked if _family(name) is family]
        if own:
            found |= family(own, agency, days)
    return {name: found.get(name, dict.fromkeys(days)) for name in asked}


def plan_of(agency, *, on):
    """The plan that figures of actions speak of on a day; None where the agency has none."""
    plans = Plan.objects.current(on=on).filter(agency=agency)
    return plans.order_by("-period_start", "pk").first()


def _family(name):
    if name in OF_POSITION:
        return _training
    if name.startswith(ACTIONS):
        return _plans
    if name.startswith(CHANNEL):
        return _channel
    if name in REGISTERS:
        return _registers
    return _premises if name in TITLES else None


def _training(own, agency, days):
    """Under the headline rule of the last day throughout, so that days can be compared."""
    try:
        rule = headline_rule(agency, on=days[-1])
    except Refused:
        return {}
    points = trend(rule, days=days, agency=agency)
    return {name: {point.on: of_position(name, point.figures) for point in points} for name in own}


def _plans(own, agency, days):
    plan = plan_of(agency, on=days[-1])
    if plan is None:
        return {}
    found = {day: read(each) for day, each in positions_through(plan, days=days).items()}
    known = {name: name.removeprefix(ACTIONS) for name in own}
    return {
        name: {day: values[short] for day, values in found.items()}
        for name, short in known.items()
        if short in TABLE
    }


def _premises(own, agency, days):
    found = {day: values_of(own, agency, on=day) for day in days}
    return {name: {day: found[day][name] for day in days} for name in own}


def _channel(own, agency, days):
    """Of every panel: of the twelve months up to each day."""
    found = {day: _counted(day) for day in days}
    return {
        name: {day: _of_channel(found[day], Measure(name.removeprefix(CHANNEL))) for day in days}
        for name in own
    }


def _counted(day):
    start = day - relativedelta(months=MONTHS) + datetime.timedelta(days=1)
    return counts(None, start=start, end=day)


def _of_channel(found, measure):
    if measure not in found.numbers:
        return None
    return Value(found.numbers[measure], found.out_of(measure))


def _registers(own, agency, days):
    known = catalogue()
    return {
        name: {day: known[name].at(REGISTERS[name](agency), on=day) for day in days} for name in own
    }
