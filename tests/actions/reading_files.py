"""Small plans in our own words, made in code: tidy ones, and what untidy files look like."""

import io

import docx
import openpyxl

OUTCOMES = ["Outcome", None, "Key actions in 2024/25", "Key actions for 2025/26", "By when"]
DUTIES = ["Duty", "Actions", "Impact", "Lead", "Progress", "Evidence"]

#: Stands for "the same cell as on the left" and "the same cell as above".
LEFT, ABOVE = None, object()


def word(*blocks, title="", header=""):
    """The bytes of a Word file. A block is a paragraph, a (style, paragraph) or a list of rows.

    A row is a list of cells, a cell a string or a list of paragraphs; LEFT and ABOVE merge it.
    """
    document = docx.Document()
    document.core_properties.title = title
    if header:
        document.sections[0].header.paragraphs[0].text = header
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
        elif isinstance(block, tuple):
            document.add_paragraph(block[1], style=block[0])
        else:
            add_table(document, block)
    answer = io.BytesIO()
    document.save(answer)
    answer.seek(0)
    return answer


def add_table(document, rows):
    """Add a table of these rows, all of one width."""
    width = len(rows[0])
    # Asked for once: python-docx works out the whole grid anew for each cell that it is asked for.
    cells = document.add_table(len(rows), width)._cells
    grid = [cells[start : start + width] for start in range(0, len(cells), width)]
    for y, row in enumerate(rows):
        for x, content in enumerate(row):
            if content is LEFT or content is ABOVE:
                corner = grid[y][x - 1] if content is LEFT else grid[y - 1][x]
                grid[y][x] = corner.merge(grid[y][x])
                trim(grid[y][x])
            else:
                fill(grid[y][x], content)


def fill(cell, content):
    """Write paragraphs into a cell."""
    paragraphs = [content] if isinstance(content, str) else content
    cell.text = paragraphs[0] if paragraphs else ""
    for text in paragraphs[1:]:
        cell.add_paragraph(text)


def trim(cell):
    """Take away the blank paragraphs that merging leaves behind."""
    for paragraph in cell.paragraphs[1:]:
        if not paragraph.text:
            paragraph._element.getparent().remove(paragraph._element)


def across(text, width=5):
    """A row with one cell across the table."""
    return [text, *[LEFT] * (width - 1)]


#: The first theme's rows of the tidy plan.
LEADING = [
    across("Theme 1: Leading the work"),
    OUTCOMES,
    [
        "1.1",
        "Chief officers know how far we have come",
        ["Two updates given to the chief officers.", "A workshop on risks completed."],
        ["Set up a board with our partners", "Report to members", "Look again at our risks"],
        ["June 2025", "Sept 2025", "Quarterly"],
    ],
    [
        "1.2",
        "The panel runs as the law asks",
        ["Terms of reference looked at."],
        ["Hold a learning day"],
        ["Apr and Oct 2025"],
    ],
]
#: And the second's.
SCHOOLS = [
    across("Theme 2. Schools and colleges"),
    OUTCOMES,
    [
        "2.1",
        "Schools know whom to ask",
        ["Termly news sent to schools."],
        ["Write to every head teacher"],
        ["Ongoing activity"],
    ],
]
THEMES = (
    ("Heading 1", "Appendix 3"),
    ("Title", "Saltshire County Council Prevent action plan 2025/26"),
    "This paper shows what we mean to do.",
    LEADING,
    SCHOOLS,
)

DUTY_ROWS = [
    DUTIES,
    [
        "Name one person for schools to turn to",
        ["The head of inclusion is that person", "A deputy is named"],
        ["One voice for all schools"],
        ["Head of inclusion", "Deputy"],
        ["Action complete: both in post since May", "Schools told"],
        ["List of contacts"],
    ],
    [
        "Train those who work with pupils",
        ["Offer a workshop each term"],
        ["Staff can tell a worry from a risk", "Fewer late referrals"],
        ["Workshop leaders"],
        ["Sessions are ongoing"],
        ["Registers", "Feedback forms"],
    ],
]
DUTY_PLAN = (
    ("Heading 1", "ANNEX B - EXAMPLE"),
    ("Heading 2", "SALTSHIRE COUNTY COUNCIL EDUCATION PREVENT ACTION PLAN 2025-2026"),
    "The law asks us to do the following.",
    "1. Know our risks",
    "2. Work with others",
    DUTY_ROWS,
)

#: A plan of sections that open with what is required, each with a table of one column.
ACTIVITIES = "Activity and description"
REQUIRED = (
    ("Heading 1", "Appendix 4"),
    ("Title", "Saltshire County Council Prevent plan 2025-26"),
    "The Safer Saltshire Partnership will lead on what stands here, in two parts:",
    ("List Number", "Working together"),
    ("List Number", "Halls"),
    ("Heading 2", "1. Working together"),
    "Requirements:",
    "A group of partners meets and agrees the risk.",
    "Partners share what they know.",
    [[ACTIVITIES], ["Keep the group going"], ["Write down what it decides. Tell the board"]],
    ("Heading 2", "2. Halls"),
    "Anyone may hire a hall of ours.",
    [[ACTIVITIES], ["Look at every hire form"]],
)

#: A plan whose actions are named in their first line, with what was done beside them.
UPDATES = ["Priority action", LEFT, "Update as of 3 May 2025"]
PRIORITY_ROWS = [
    UPDATES,
    [
        "Action 1",
        ["Working together", "We will keep a group of partners going."],
        ["• The group met twice.", "• Its terms were agreed."],
    ],
    [
        "Action 2",
        ["Training", "We will train all who meet the public."],
        ["• Forty were trained.", "Still to do:", "• Two sessions are booked."],
    ],
]
PRIORITIES = (
    ("Title", "Saltshire County Council Prevent action plan: update, June 2025"),
    "What follows is done under our strategy for 2024-2027.",
    PRIORITY_ROWS,
)

#: A plan of two councils in one sheet: sections in rows, one lead for several actions.
AREAS = ["Area", "Responsible agency", "Timescale", "Expected outcomes", "Updates"]
COUNTY_ROWS = [
    across("Appendix 3 - Joint delivery plan"),
    across("CCC/PCC Prevent strategy 2024-2026"),
    AREAS,
    across("Partners"),
    ["• Keep a group of partners going", "Prevent Lead / Police", "", "", ""],
    ["• Tell the board", "Prevent lead", "", "", ""],
    across("Training"),
    ["• Train staff", "All partners*", "", "", ""],
    ["• Check who was trained", ABOVE, "", "", ""],
    ["• Look at the risks", "Prevent Lead, Police", "", "", ""],
    across("*All partners include Police, Health, schools and care homes. Others may join in."),
]


def sheet(rows):
    """The bytes of an Excel file of these rows, LEFT and ABOVE merged."""
    book = openpyxl.Workbook()
    page = book.active
    for y, row in enumerate(rows, start=1):
        for x, content in enumerate(row, start=1):
            if content is not LEFT and content is not ABOVE:
                page.cell(y, x, content or None)
        if row.count(LEFT):
            page.merge_cells(start_row=y, end_row=y, start_column=1, end_column=len(row))
        for x, content in enumerate(row, start=1):
            if content is ABOVE:
                page.merge_cells(start_row=y - 1, end_row=y, start_column=x, end_column=x)
    answer = io.BytesIO()
    book.save(answer)
    answer.seek(0)
    return answer


#: A report without a table, whose recommendations are what is to be done.
REPORT = (
    "5 June 2025",
    "Agenda item: 4",
    "Safer Saltshire Board sponsor",
    ("Title", "PROGRESS ON PREVENT"),
    ("Heading 2", "Purpose"),
    ("List Number", "This report says how far we have come."),
    ("Heading 2", "Background"),
    ("List Number", "The Leader of Norfolk County Council chairs the board."),
    ("List Number", "Forty staff were trained."),
    ("Heading 2", "RECOMMENDATION/S"),
    "1) That the board looks at the risks again.",
    "2) That the board asks for a report in spring.",
    "To know more please contact:",
    "Head of community safety",
    ("Heading 2", "Other papers"),
    "None",
)
