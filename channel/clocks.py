"""When a step is due: days, months and working days of England and Wales. Pure but for the clocks' table."""

import datetime
from functools import cache

from dateutil.relativedelta import relativedelta
from govuk_bank_holidays.bank_holidays import BankHolidays

from .models import Clock


@cache
def _holidays():
    """Bank holidays of England and Wales, as the package bundles them: nothing is fetched."""
    days = BankHolidays(use_cached_holidays=True)
    return frozenset(day["date"] for day in days.get_holidays(BankHolidays.ENGLAND_AND_WALES))


def is_working_day(day):
    """True from Monday to Friday, but on bank holidays of England and Wales."""
    return day.weekday() < 5 and day not in _holidays()


def working_days_after(day, count):
    """The day that is so many working days after another; the other day itself does not count."""
    while count > 0:
        day += datetime.timedelta(days=1)
        count -= is_working_day(day)
    return day


def after(day, length, unit):
    """The day so many working days, days or calendar months (end of month kept) after another."""
    if unit == Clock.Unit.WORKING_DAYS:
        return working_days_after(day, length)
    if unit == Clock.Unit.MONTHS:
        return day + relativedelta(months=length)
    return day + datetime.timedelta(days=length)


def due(step, *, on):
    """The day by which a step that begins on a day is due, by the clock in force that day.

    Raises LookupError where no clock is set for the step.
    """
    clock = Clock.objects.on(on).filter(step=step).order_by("-from_on").first()
    if clock is None:
        raise LookupError(f"No clock is set for {step}")
    return after(on, clock.length, clock.unit)
