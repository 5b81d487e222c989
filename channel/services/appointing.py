"""The panel's own facts: its quorum, and what its chair keeps about those who sit on it."""

from django.db import transaction

from ..models import Clearance, Membership, Panel


@transaction.atomic
def set_quorum(panel, *, by, quorum, quorum_services):
    """Set how many, and which services, must be there before the panel decides."""
    panel = Panel.objects.select_for_update(of=("self",)).get(pk=panel.pk)
    panel.quorum, panel.quorum_services = quorum, quorum_services
    panel.save()
    return panel


@transaction.atomic
def keep_clearance(membership, *, by, **facts):
    """Write down vetting and confidentiality of somebody on the panel; only its chair or deputy can."""
    membership = Membership.objects.get(pk=membership.pk)
    clearance = Clearance.objects.filter(membership=membership).first() or Clearance(
        membership=membership, panel_id=membership.panel_id
    )
    for name, value in facts.items():
        setattr(clearance, name, value)
    clearance.save()
    return clearance


@transaction.atomic
def add_panel(panel, *, by):
    """Set a panel up. It opens nothing: its first chair is proposed and confirmed by two people."""
    panel.save()
    return panel
