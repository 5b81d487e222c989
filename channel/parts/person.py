"""The person the case is about."""

from django.urls import reverse

from ..permissions import Can
from . import Part, Step


def part(case, user, on):
    """Everything that is known of them, and nothing that is not."""
    subject = case.subject
    rows = [
        (subject._meta.get_field(name).verbose_name.capitalize(), getattr(subject, name))
        for name in (
            "forenames",
            "surname",
            "other_names",
            "date_of_birth",
            "approximate_age",
            "gender",
            "address",
            "phone",
            "email",
            "nationality",
            "language",
            "education",
            "family",
            "parent_contact",
        )
    ]
    known = [(words, value) for words, value in rows if value]
    step = Step("Correct these details", reverse("channel:correct_person", args=[case.pk]))
    return Part(
        "The person",
        "channel/case/_person.html",
        {"rows": known},
        (step,) if user.has_perm(Can.CONTRIBUTE, case) else (),
    )
