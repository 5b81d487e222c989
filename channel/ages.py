"""How old somebody is on a day, and the band under which figures count them. Pure but for the bands' table."""

from .models import AgeBand


def age_on(birth, day):
    """Whole years from a day of birth to another day."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def band_of(birth, *, on):
    """The band in force on a day for somebody born on another; None where nothing fits or is known."""
    if birth is None:
        return None
    age = age_on(birth, on)
    return AgeBand.objects.on(on).filter(youngest__lte=age, oldest__gte=age).first()


def with_band(subject, *, on):
    """What is known of a person, with the band of their age on the day they were referred."""
    if subject.get("age_band"):
        return subject
    return subject | {"age_band": band_of(subject.get("date_of_birth"), on=on)}
