"""The names of premises that are marked sensitive, which nothing for the public may hold."""

from prevent_portal.unpublished import unpublished

from .models import Premises


@unpublished
def names_of_sensitive_premises():
    """What they are called, and what they were called before; of closed ones too."""
    sensitive = Premises.objects.filter(is_sensitive=True).order_by()
    earlier = Premises.history.filter(id__in=sensitive.values("pk")).order_by()
    return set(sensitive.values_list("name", flat=True)) | set(
        earlier.values_list("name", flat=True)
    )
