"""The registers of training, a file for each noun."""

from . import (  # noqa: F401 - declare their registers
    apart,
    audits,
    courses,
    front,
    groups,
    matrix,
    sessions,
    settings,
    trainers,
)
