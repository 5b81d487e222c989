"""Pages of the kernel: home, about the portal, people, errors."""
