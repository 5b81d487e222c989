"""Extracts for tests, written row by row."""

import io

HEAD = (
    "Employee Number,Display Name,Work Email,Business Unit,Job Role Level,"
    "Works With Children/Vulnerable Adults,Start Date,Leaver Date,"
    "Prevent E-Learning Completed,WRAP/Other Prevent Training Date\r\n"
)


def extract(*rows):
    """An extract of rows, each a number, unit, start, leaver, e-learning and WRAP date."""
    lines = [
        f"{number:08d},Staff {number},staff{number}@council.example,{unit},Manager,Y,"
        f"{start},{leaver},{elearning},{wrap}\r\n"
        for number, unit, start, leaver, elearning, wrap in rows
    ]
    return io.BytesIO((HEAD + "".join(lines)).encode())


FIRST = (
    (1, "Housing", "01/04/2019", "", "01/05/2019", ""),
    (2, "Housing", "01/04/2019", "", "", ""),
    (3, "Libraries", "01/10/2025", "", "", "02/03/2026"),
    (4, "Libraries", "01/04/2019", "31/12/2025", "01/05/2019", "01/05/2024"),
)
