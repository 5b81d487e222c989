"""Whether signed reviews still hold the plan as it stood."""

from prevent_portal.whole import Fault, checks

from .models import PlanReview
from .services import reviews


@checks("reviews of plans")
def check_reviews():
    """Compare what each signed review holds to its SHA-256."""
    signed = PlanReview.objects.exclude(sha256="").order_by("pk").iterator(chunk_size=20)
    results = [(each.pk, reviews.is_whole(each)) for each in signed]
    wrong = [
        Fault(f"review {pk}", "what it was signed with has changed")
        for pk, whole in results
        if not whole
    ]
    return len(results), wrong
