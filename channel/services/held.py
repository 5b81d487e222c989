"""Which of the six documents this part of Channel holds: the closing report, and the later reviews."""

from django.urls import reverse

from ..documents import Document, Held, document


@document(Document.CLOSING)
def closing_report(case):
    """The report of the last closing, on the page of the case."""
    closure = case.closures.first()
    if closure is None:
        return None
    return Held(closure.closed_on, f"{_page(case)}#after", str(closure.because))


@document(Document.LATER)
def later_reviews(case):
    """The newest review that was recorded after a closing."""
    done = [review for review in case.later_reviews.all() if review.done_on]
    if not done:
        return None
    review = max(done, key=lambda each: (each.done_on, each.pk))
    return Held(review.done_on, f"{_page(case)}#after", review.get_kind_display())


def _page(case):
    return reverse("channel:case_detail", args=[case.pk])
