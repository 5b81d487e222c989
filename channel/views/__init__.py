"""Pages of Channel."""
