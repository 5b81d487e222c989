"""What is made ready when the portal starts."""

from django.apps import AppConfig


class Kernel(AppConfig):
    """The kernel, with its system checks."""

    name = "prevent_portal"

    def ready(self):
        """Register the system checks."""
        from . import login, scanning  # noqa: F401 - each registers its check
