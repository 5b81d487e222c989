"""The people whom every access table of plans and the partnership has in its columns."""

from tests.actions.test_access import kept_readers, readers  # noqa: F401
