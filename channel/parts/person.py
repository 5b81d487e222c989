"""The person the case is about."""

from django.urls import reverse

from ..holdings import beside
from ..permissions import Can
from . import Part, Step


def part(case, user, on):
    """Everything that is known of them, and nothing that is not."""
    subject, noted = case.subject, beside(case)
    rows = [
        (
            subject._meta.get_field(name).verbose_name.capitalize(),
            getattr(subject, name),
            noted.get(f"subject.{subject.pk}.{name}", ()),
        )
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
    known = [row for row in rows if row[1]]
    step = Step("Correct these details", reverse("channel:correct_person", args=[case.pk]))
    return Part(
        "The person",
        "channel/case/_person.html",
        {"rows": known},
        (step,) if user.has_perm(Can.CONTRIBUTE, case) else (),
    )
