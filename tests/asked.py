"""How often a page asks the database, without the ends of transactions and for whom it answers."""

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext

_NOT_ASKING = re.compile(r"BEGIN|COMMIT|SAVEPOINT|RELEASE|SELECT set_config")


def asked(client, address):
    """The number of queries that an address takes."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return sum(not _NOT_ASKING.match(query["sql"]) for query in queries)
