"""The person the case is about."""

from . import Part


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
    return Part("The person", "channel/case/_person.html", {"rows": known})
