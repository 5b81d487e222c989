"""Certificates of attendance as tagged PDF: one page for each person who came."""

from django.template.loader import render_to_string
from django.utils import timezone

from prevent_portal.models import Agency


def certificates(session, bookings):
    """The bytes of one PDF, a page for each booking; the same pages for the same facts."""
    from prevent_portal import papers  # WeasyPrint takes a second to load: only who needs it pays

    lead = Agency.objects.filter(is_lead=True).first()
    words = render_to_string(
        "training/pdf/certificate.html",
        {
            "session": session,
            "bookings": bookings,
            "partnership": lead or session.agency,
            "trainers": ", ".join(session.trainers.values_list("name", flat=True)),
            "made_at": timezone.localtime(session.closed_at or session.starts_at).isoformat(),
        },
    )
    return papers.to_pdf(words, style="training/pdf/certificate.css")


def file_name(session, booking=None):
    """What the file is called: numbers and a day, nobody's name."""
    which = f"certificate-{booking.pk}" if booking else f"certificates-{session.pk}"
    return f"{which}-{session.on}.pdf"
