"""What a process that lives long does about Python's collector of unused objects."""

import gc

#: New objects between two collections: a page of a long plan makes some ten thousand, and keeps none.
BETWEEN = 20_000


def spare_what_stays():
    """Leave code, settings and models out of every later collection, and collect less often.

    For processes that have loaded all they need: Python's own measure (700 new objects) lets an import
    of a long plan walk through every object of the portal again and again.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(BETWEEN, 10, 10)
