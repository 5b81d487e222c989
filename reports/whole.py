"""Whether reports still say what they were frozen with."""

from prevent_portal.whole import Fault, checks

from .documents import fingerprint
from .models import Report


@checks("reports")
def check_reports():
    """Compare what each report was frozen with to its SHA-256; its PDF is checked as a file."""
    frozen = Report.objects.filter(frozen__isnull=False).order_by("pk")
    results = [
        (each.pk, fingerprint(each.frozen) == each.frozen_sha256)
        for each in frozen.iterator(chunk_size=20)
    ]
    wrong = [
        Fault(f"report {pk}", "what it was made of has changed")
        for pk, whole in results
        if not whole
    ]
    return len(results), wrong
