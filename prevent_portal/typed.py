"""What somebody had typed when their form could not be taken: shown back to them, and kept nowhere."""

_SECRET = (
    "csrfmiddlewaretoken",
    "password",
    "oldpassword",
    "password1",
    "password2",
    "factor_code",
)


def typed(request):
    """The words of a form that was sent, by field, longest first; no passwords, ticks or dates.

    They go to the one who sent them, in the answer to their own request, and are not stored.
    """
    words = [
        (name.replace("_", " ").replace("-", " ").capitalize(), value)
        for name, values in request.POST.lists()
        if name not in _SECRET
        for value in values
        if " " in value.strip()
    ]
    return sorted(words, key=lambda pair: len(pair[1]), reverse=True)
