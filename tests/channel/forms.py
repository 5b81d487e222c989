"""What somebody types into the referral form."""

from channel.models import Term

#: The day of the concern, in its three boxes.
CONCERN_ON = {"concern_on_day": "1", "concern_on_month": "3", "concern_on_year": "2026"}


def typed(world, **more):
    """A form that can be sent; what is given replaces or adds, None leaves out."""
    words = {
        "panel": world.panel.pk,
        "forenames": "Ottoline",
        "surname": "Brasswick",
        "concerns": "He says that the moon is armed.",
        "referrer_name": "Hal Quoin",
        "referrer_contact": "hal@school.example",
        "sector": Term.objects.get(list="sector", words="Education").pk,
        "attested": "on",
    } | more
    return {name: value for name, value in words.items() if value is not None}


def born(day, month, year):
    """A date of birth in its three boxes."""
    boxes = zip(("day", "month", "year"), (day, month, year), strict=True)
    return {f"date_of_birth_{part}": str(value) for part, value in boxes}
