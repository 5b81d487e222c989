"""What a partnership begins with, to be changed on its pages: kinds, checks, letters, checklists, rules."""

from django.db import migrations

from prevent_portal.gate import begin_history

#: Kinds of premises: name, outdoors, run by a committee (domain 2.4).
KINDS = (
    ("Council office", False, False),
    ("Library", False, False),
    ("Community library", False, True),
    ("Leisure centre", False, False),
    ("Community or youth centre", False, False),
    ("Leased centre", False, True),
    ("Children's centre", False, False),
    ("School", False, False),
    ("Early years setting", False, False),
    ("Museum", False, False),
    ("Adult care venue", False, False),
    ("Park or green space", True, False),
    ("Market or street trading pitch", True, False),
    ("Room or space", False, False),
)
#: Filter categories: name, for everybody, for those under 16 (domain 2.4).
FILTERED = (
    ("Child sexual abuse", True, True),
    ("Terrorist content", True, True),
    ("Racism and hate", True, True),
    ("Illegal goods and acts", True, True),
    ("Militancy and extremism", True, True),
    ("Violence and gore", False, True),
    ("Pornography", False, True),
    ("Weapons", False, True),
    ("Ways round the filter", True, True),
)
#: Checks: name, how, always, where there are speakers.
CHECKS = (
    (
        "Who they are",
        "Name, address and organisation agree with what is known elsewhere",
        True,
        False,
    ),
    ("Online", "Websites and pages of the organisation and the event", True, False),
    (
        "Proscribed organisations and other lists",
        "Each name that the portal proposes, and any other you know of",
        True,
        False,
    ),
    ("Speakers", "What each has said or written in public", False, True),
    ("Publications", "Leaflets, books and films that are shown, sold or handed out", False, False),
    (
        "What others say",
        "News and neighbours of earlier events, weighed for whose words they are",
        False,
        False,
    ),
    (
        "Reference from an earlier venue",
        "Ask the venue itself, not by the number on its letter",
        False,
        False,
    ),
)
#: When a senior manager signs: name, outcome, risk of the booking, tier of the premises, speakers, escalated.
SIGN_OFFS = (
    ("Every refusal", "refused", "unknown", "unknown", False, False),
    ("High risk", "", "high", "unknown", False, False),
    ("Speakers at premises of high risk", "", "medium", "high", True, False),
    ("The Prevent lead was asked", "", "unknown", "unknown", False, True),
)
LETTERS = (
    (
        "received", "Request received", "Your request to use {venue}",
        "Dear {name}\n\nThank you for asking to use {venue} on {day} for “{event}”. Our reference is {reference}.\n\nWe look into every request, and will write to you by {decided by}. Nothing is booked until then.\n\n{agency}",
    ),
    (
        "questions", "More questions", "Your request to use {venue}: some questions",
        "Dear {name}\n\nWe are looking into your request {reference} to use {venue} on {day}. Before we can decide, please tell us:\n\n- \n\nWithout an answer we cannot go on with it.\n\n{agency}",
    ),
    (
        "approved", "Approved", "Your booking of {venue}",
        "Dear {name}\n\nYou may use {venue} on {day} for “{event}” ({reference}).\n\nTell us at once if the speakers, the programme or who organises it changes: what we have agreed is for the event that you described.\n\n{agency}",
    ),
    (
        "conditions", "Approved with conditions", "Your booking of {venue}: conditions",
        "Dear {name}\n\nYou may use {venue} on {day} for “{event}” ({reference}), if you do the following:\n\n{conditions}\n\nIf you think that this is not right, write to us within {days to appeal} days of this letter and say why. Somebody who did not take this decision will look at it again.\n\n{agency}",
    ),
    (
        "refused", "Refused", "Your request to use {venue}",
        "Dear {name}\n\nWe have looked into your request {reference} to use {venue} on {day} for “{event}”. We have weighed your freedom to meet and to speak lawfully, and cannot agree to it.\n\n{reason}\n\nIf you think that this is not right, write to us within {days to appeal} days of this letter and say why. Somebody who did not take this decision will look at it again.\n\n{agency}",
    ),
    (
        "appeal", "Appeal decided", "Your appeal about {venue}",
        "Dear {name}\n\nSomebody who did not take the first decision has looked again at your request {reference} to use {venue} on {day}.\n\n{reason}\n\n{conditions}\n\n{agency}",
    ),
)  # fmt: skip
#: What an audit asks: section, question, what a no is called, how much it counts.
QUESTIONS = (
    ("Bookings", "Does everybody who hires a room fill in the booking form?", "Rooms are hired without the booking form", 2),
    ("Bookings", "Is each booking looked into before it is confirmed?", "Bookings are confirmed before they are looked into", 3),
    ("Bookings", "Do the hire terms hold the clause that is in force?", "The hire terms lack the clause in force", 3),
    ("Bookings", "Can somebody say whom to ask when in doubt?", "Nobody here knows whom to ask when in doubt", 2),
    ("People", "Has whoever handles bookings had Prevent training?", "Nobody trained handles bookings", 2),
    ("People", "Are new staff briefed before they take bookings?", "New staff take bookings unbriefed", 1),
    ("Notice boards and leaflets", "Are notices and leaflets looked through each week?", "Notices and leaflets are not looked through", 1),
    ("Computers", "Are public computers and wifi filtered?", "Public computers or wifi are not filtered", 3),
    ("Computers", "Do users accept the policy before they begin?", "Users do not accept the policy", 1),
)  # fmt: skip
SPOT_QUESTIONS = (
    ("", "Is what goes on in the building what was booked?", "Something else goes on than was booked", 3),
    ("", "Are the leaflets and posters on show as agreed?", "Leaflets or posters are on show that were not agreed", 2),
    ("", "Is the lease's clause known to whoever is in charge today?", "Whoever is in charge does not know the clause", 1),
)  # fmt: skip


def seed(apps, schema_editor):
    """What a partnership begins with, to be changed on its pages."""

    def model(name):
        return apps.get_model("premises", name).objects.using(schema_editor.connection.alias)

    for name, outdoors, reminded in KINDS:
        model("PremisesKind").create(name=name, is_outdoors=outdoors, is_reminded=reminded)
    for position, (name, how, always, speakers) in enumerate(CHECKS, 1):
        model("CheckKind").create(
            name=name, guidance=how, position=position, is_required=always, is_for_speakers=speakers
        )
    for name, outcome, risk, tier, speakers, escalated in SIGN_OFFS:
        model("SignOffRule").create(
            name=name,
            outcome=outcome,
            booking_risk=risk,
            premises_tier=tier,
            only_with_speakers=speakers,
            only_escalated=escalated,
        )
    for kind, name, subject, body in LETTERS:
        model("LetterTemplate").create(kind=kind, name=name, subject=subject, body=body)
    for name, everybody, young in FILTERED:
        model("FilterCategory").create(name=name, is_for_everybody=everybody, is_for_young=young)
    listed = model("Checklist").create(
        name="Venue audit",
        intro="Go through the place with whoever runs it. A yes is good.",
        from_on="2020-01-01",
    )
    spot = model("Checklist").create(
        name="Spot check of a leased centre", is_spot_check=True, from_on="2020-01-01"
    )
    for checklist, questions in ((listed, QUESTIONS), (spot, SPOT_QUESTIONS)):
        for position, (section, words, finding, weight) in enumerate(questions, 1):
            model("ChecklistItem").create(
                checklist=checklist,
                section=section,
                words=words,
                finding=finding,
                weight=weight,
                position=position,
            )
    model("BookingRule").create(
        from_on="2020-01-01",
        decide_days=10,
        before_days=7,
        appeal_days=14,
        keep_months=12,
        keep_refused_months=24,
    )
    model("DiligenceList").create(
        name="Proscribed organisations",
        source="Schedule 2 of the Terrorism Act 2000, as the Home Office publishes it",
        is_law=True,
    )


class Migration(migrations.Migration):
    dependencies = [("premises", "0001_initial")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop), begin_history("premises")]
