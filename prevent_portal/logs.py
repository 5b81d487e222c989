"""What is left out of the log: the addresses that open a page by themselves."""

import logging
import re

#: The pages that whoever holds their address may open: what follows in an address is a secret.
_PRIVATE = re.compile(
    r"(/(?:training/(?:return|booking|reminder)|calendar|password/new)/)[\w-]{8,}"
)


class WithoutTokens(logging.Filter):
    """Lets every line through, without the tokens of private addresses."""

    def filter(self, record):
        """Leave the tokens out of what the line says."""
        words = record.getMessage()
        if (told := _PRIVATE.sub(r"\1...", words)) != words:
            record.msg, record.args = told, ()
        return True
