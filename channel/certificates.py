"""The certificate of a case that was destroyed, on paper: marked, stamped, nothing about the person."""

from django.template.loader import render_to_string
from django.utils import timezone


def paper(destruction, *, reader, at):
    """The bytes of its PDF, which ends with the check digest."""
    from prevent_portal import papers  # WeasyPrint takes a second to load: only who needs it pays

    context = {
        "certificate": destruction,
        "reader": reader,
        "at": at,
        "made_at": timezone.localtime(at).isoformat(timespec="seconds"),
    }
    words = render_to_string("channel/pdf/certificate.html", context)
    return papers.to_pdf(words, style="channel/pdf/paper.css")
