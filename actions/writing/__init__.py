"""A plan written as Word, Excel or CSV in the columns that its council knows.

What is written reads back: importing an export gives the same plan.
"""

from .content import Action, Content, Objective, Theme
from .sheets import write_csv, write_xlsx
from .text import Unwritable
from .word import write_docx

#: How a plan is written, by the ending of the file.
WRITERS = {"docx": write_docx, "xlsx": write_xlsx, "csv": write_csv}

__all__ = ["WRITERS", "Action", "Content", "Objective", "Theme", "Unwritable"]
