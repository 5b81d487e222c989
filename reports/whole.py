"""Whether reports still say what they were frozen with and issued with, and answers what was given."""

from hashlib import sha256

from prevent_portal.whole import Fault, checks

from .documents import fingerprint
from .models import Answer, Publication, Report

#: Papers are large: so many are read at a time.
AT_A_TIME = 20


@checks("reports")
def check_reports():
    """Compare what each report was frozen with to its SHA-256; its PDF is checked as a file."""
    frozen = Report.objects.filter(frozen__isnull=False).order_by("pk")
    found = ((each.pk, fingerprint(each.frozen) == each.frozen_sha256) for each in _each(frozen))
    return _counted(found, "report {}", "what it was made of has changed")


@checks("issued reports")
def check_publications():
    """Compare what each report said when it was issued to its SHA-256."""
    found = (
        (each.report_id, fingerprint(each.said) == each.sha256)
        for each in _each(Publication.objects.order_by("pk"))
    )
    return _counted(found, "report {}", "what was issued has changed")


@checks("answers")
def check_answers():
    """Compare the words of each answer to the public with their SHA-256."""
    found = (
        (each.pk, sha256(each.text.encode()).hexdigest() == each.sha256)
        for each in _each(Answer.objects.order_by("pk"))
    )
    return _counted(found, "answer {}", "what was answered has changed")


def _each(rows):
    return rows.iterator(chunk_size=AT_A_TIME)


def _counted(results, which, words):
    """How many were looked at, and a fault for each that is not whole."""
    results = list(results)
    return len(results), [Fault(which.format(pk), words) for pk, whole in results if not whole]
