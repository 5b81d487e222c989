"""Times of day, as every page and form writes them."""


def clock(value):
    """Write a time as "2:05pm"; nothing for nothing."""
    if value is None:
        return ""
    return f"{value.hour % 12 or 12}:{value:%M}{'am' if value.hour < 12 else 'pm'}"
