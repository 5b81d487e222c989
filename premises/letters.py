"""Letters to hirers: how one begins, and as PDF."""

import io

from django.http import FileResponse
from django.template.loader import render_to_string

from .wording import filled


def beginning(template, booking):
    """What the form of a letter is filled with."""
    return {
        "subject": filled(template.subject, booking)[:200],
        "body": filled(template.body, booking),
        "way": "email" if booking.hirer_email else "paper",
    }


def as_pdf(letter):
    """The letter as a download; its name holds a number and nobody's name."""
    from prevent_portal import papers  # WeasyPrint takes a second to load: only who needs it pays

    words = render_to_string(
        "premises/pdf/letter.html",
        {"letter": letter, "booking": letter.booking, "agency": letter.booking.premises.agency},
    )
    made = io.BytesIO(papers.to_pdf(words, style="premises/pdf/letter.css"))
    response = FileResponse(
        made, as_attachment=True, filename=f"letter-{letter.pk}.pdf", content_type="application/pdf"
    )
    response["Cache-Control"] = "private, no-store"
    return response
