"""Emergency access: named beforehand by two, to read only, for minutes, told at once, reviewed by another."""

import datetime

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction

from channel import counting, services
from channel.measures import Measure as M
from channel.models import BreakGlass, Case, CaseEvent, GlassHolder, Subject
from channel.permissions import Can, Seats
from prevent_portal import outbox
from prevent_portal.acting import acting_for
from prevent_portal.errors import Refused
from prevent_portal.models import AccessRecord, Outbox
from prevent_portal.roles import Role

from .panels import DAY, LATER

WORDS = "Perpetua was seen at the station."


@pytest.fixture
def holder(world):
    """Somebody who was named for the panel and has no seat."""
    user = world.user(world.county, Role.OFFICER)
    name(world, user, world.panel)
    return user


def name(world, user, panel):
    with acting_for(world.administrator):
        named = services.propose_holder(panel, user=user, minutes=30, by=world.administrator)
    with acting_for(world.executive):
        return services.confirm_holder(named, by=world.executive)


def use(user, case, on=DAY):
    with acting_for(user):
        return services.break_glass(case.reference, reason="harm", words=WORDS, by=user, on=on)


def reads(user):
    with acting_for(user):
        return list(Subject.objects.values_list("case", flat=True))


def raw(statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.rowcount


class TestUsingIt:
    def test_a_holder_reads_the_case_and_may_do_nothing_else(self, world, case, holder):
        assert reads(holder) == []
        use(holder, case)

        assert reads(holder) == [case.pk]
        with acting_for(holder):
            fresh = Case.objects.get(pk=case.pk)
            allowed = {each for each in vars(Can).values() if holder.has_perm(str(each), fresh)}
            assert allowed == {Can.OBSERVE, Can.VIEW}
            assert raw("UPDATE channel_case SET status = 'screening'") == 0
            with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
                CaseEvent.objects.create(case=fresh, kind="noted", on=DAY, by=holder)

    def test_no_other_case_opens(self, world, case, holder):
        world.refer(by=world.teacher)
        use(holder, case)

        assert reads(holder) == [case.pk]

    def test_it_lasts_as_long_as_the_holder_was_given(self, world, case, holder):
        glass = use(holder, case)

        assert glass.until - glass.opened_at == datetime.timedelta(minutes=30)

    def test_it_ends_when_its_holder_is_one_no_longer(self, world, case, holder):
        use(holder, case)
        with acting_for(world.administrator):
            services.end_holder(GlassHolder.objects.get(user=holder), by=world.administrator)

        assert reads(holder) == []

    def test_it_ends_with_the_sign_in(self, world, case, holder):
        use(holder, case)
        holder.is_active = False
        holder.save()

        assert reads(holder) == []

    @pytest.mark.parametrize("who", ["member", "other_chair", "prevent_lead", "administrator"])
    def test_nobody_uses_it_who_was_not_named(self, world, case, who):
        user = getattr(world, who)
        with pytest.raises(Refused, match="named beforehand"):
            use(user, case)

        assert case.pk not in reads(user)

    def test_being_named_for_another_panel_opens_nothing(self, world, case):
        user = world.user(world.county, Role.OFFICER)
        name(world, user, world.next_door)

        with pytest.raises(Refused, match="named beforehand"):
            use(user, case)

    def test_who_declared_a_conflict_is_refused_in_the_same_words(self, world, case):
        name(world, world.deputy, world.panel)
        with acting_for(world.deputy):
            services.declare_conflict(case, by=world.deputy, on=DAY)

        with pytest.raises(Refused) as refused:
            use(world.deputy, case)
        with acting_for(world.deputy), pytest.raises(Refused) as unknown:
            services.break_glass("C26-NEVER", reason="harm", words="", by=world.deputy, on=DAY)
        assert refused.value.sentence == unknown.value.sentence
        assert reads(world.deputy) == []

    def test_a_conflict_declared_later_closes_it(self, world, case):
        name(world, world.deputy, world.panel)
        use(world.deputy, case)
        with acting_for(world.deputy):
            services.declare_conflict(case, by=world.deputy, on=DAY)

        assert reads(world.deputy) == []

    def test_what_was_granted_by_an_ended_seat_does_not_come_back(self, world, case):
        invited = world.user(world.health, Role.OFFICER)
        name(world, invited, world.panel)
        give = {"by": world.chair, "on": DAY}
        with acting_for(world.chair):
            services.give_seat(case, user=invited, seat=Seats.INVITED, until=LATER, **give)
            services.end_seat(case, user=invited, because="Done", **give)
        use(invited, case)

        with acting_for(invited):
            fresh = Case.objects.get(pk=case.pk)
            assert invited.has_perm(Can.VIEW, fresh)
            assert not invited.has_perm(Can.CONTRIBUTE, fresh)

    def test_the_application_makes_and_changes_none_by_itself(self, world, case, holder):
        use(holder, case)
        with acting_for(holder):
            for statement, *parameters in (
                (
                    "INSERT INTO channel_breakglass (case_id, by_id, reason, until, review_by)"
                    " VALUES (%s, %s, 'harm', now() + '9 days', now())",
                    case.pk,
                    holder.pk,
                ),
                ("UPDATE channel_breakglass SET until = now() + '9 days'",),
                ("UPDATE channel_breakglass SET words = 'x'",),
                (
                    "UPDATE channel_breakglass SET reviewed_at = now(), finding = 'right',"
                    " reviewed_by_id = %s",
                    world.chair.pk,
                ),
                ("DELETE FROM channel_breakglass",),
            ):
                with pytest.raises(DatabaseError, match="denied|anew"), transaction.atomic():
                    raw(statement, *parameters)


class TestBeingNamed:
    def test_two_people_name_a_holder_and_neither_is_the_holder(self, world, case):
        user = world.user(world.county, Role.OFFICER)
        with acting_for(world.administrator):
            with pytest.raises(Refused, match="yourself"):
                services.propose_holder(
                    world.panel, user=world.administrator, minutes=30, by=world.administrator
                )
            named = services.propose_holder(
                world.panel, user=user, minutes=30, by=world.administrator
            )
            with pytest.raises(Refused, match="named already"):
                services.propose_holder(world.panel, user=user, minutes=9, by=world.administrator)
            with pytest.raises(Refused, match="Somebody else"):
                services.confirm_holder(named, by=world.administrator)
            with pytest.raises(DatabaseError, match="may not confirm"), transaction.atomic():
                raw(
                    "UPDATE channel_glassholder SET confirmed_by_id = %s, confirmed_at = now()",
                    world.executive.pk,
                )
        with pytest.raises(Refused, match="named beforehand"):
            use(user, case)
        with acting_for(world.executive):
            services.confirm_holder(named, by=world.executive)
            with pytest.raises(Refused, match="settled already"):
                services.confirm_holder(named, by=world.executive)
            with pytest.raises(DatabaseError, match="not changed into"), transaction.atomic():
                raw("UPDATE channel_glassholder SET user_id = %s", world.executive.pk)
            services.end_holder(named, by=world.executive)
            with pytest.raises(Refused, match="ended already"):
                services.end_holder(named, by=world.executive)

    def test_nobody_else_names_one(self, world):
        for who in (world.chair, world.prevent_lead, world.teacher):
            with acting_for(who), pytest.raises(DatabaseError), transaction.atomic():
                services.propose_holder(world.panel, user=world.member, minutes=30, by=who)


class TestAfterwards:
    def test_the_chair_the_deputy_and_the_auditors_are_told_with_a_link_alone(
        self, world, case, holder
    ):
        auditor = world.user(world.county, Role.AUDITOR)
        use(holder, case)
        outbox.deliver(Outbox.objects.get(kind="tell_of_glass").pk)

        to = {world.chair.email, world.deputy.email, auditor.email}
        assert {message.to[0] for message in mail.outbox} == to
        for message in mail.outbox:
            assert "/channel/emergency/" in message.body
            assert case.reference not in message.body + message.subject
            assert "Perpetua" not in message.body

    def test_somebody_else_reviews_it_once(self, world, case):
        name(world, world.deputy, world.panel)
        glass = use(world.deputy, case)
        review = {"finding": "right", "words": "She was found."}
        with acting_for(world.deputy), pytest.raises(Refused, match="somebody else"):
            services.review_glass(glass, by=world.deputy, **review)
        with acting_for(world.chair):
            services.review_glass(glass, by=world.chair, **review)
            with pytest.raises(Refused, match="reviewed already"):
                services.review_glass(glass, by=world.chair, **review)
            kept = BreakGlass.objects.get()
            assert (kept.words, kept.review) == (WORDS, "She was found.")

    def test_it_is_counted_and_overdue_after_three_working_days(self, world, case, holder):
        use(holder, case)
        long_ago, far = datetime.date(2020, 1, 1), datetime.date(2100, 1, 1)

        def counted(start, end, by=None, panel=world.panel):
            with acting_for(by):
                found = counting.counts(panel, start=start, end=end).numbers
            return tuple(found[each] for each in (M.GLASS, M.GLASS_REVIEWED, M.GLASS_LATE))

        assert counted(long_ago, far) == counted(long_ago, far, by=world.chair) == (1, 0, 1)
        assert counted(long_ago, long_ago) == (0, 0, 0)
        assert counted(long_ago, far, panel=world.next_door) == (0, 0, 0)
        with acting_for(world.chair):
            late = BreakGlass.objects.overdue(on=datetime.date(2026, 3, 6))
            assert list(late) == list(BreakGlass.objects.all())
            review = {"finding": "right", "words": "She was found."}
            services.review_glass(BreakGlass.objects.get(), by=world.chair, **review)
        assert counted(long_ago, far) == (1, 1, 0)


class TestThePages:
    def post(self, client, case, **more):
        form = {"reference": f" {case.reference.lower()}", "reason": "harm", "words": WORDS}
        return client.post("/channel/emergency/open/", form | more)

    def test_a_holder_opens_a_case_and_a_chair_reviews_it(self, client, world, case, holder):
        client.force_login(holder)
        assert "Open a case in an emergency" in client.get("/channel/emergency/").content.decode()
        answer = self.post(client, case)
        assert answer["Location"] == f"/channel/cases/{case.pk}/"
        record = AccessRecord.objects.order_by("-pk").first()
        assert (record.verb, record.reference, record.reason) == (
            "broke_glass",
            case.reference,
            "Risk of harm now",
        )
        page = client.get(answer["Location"]).content.decode()
        assert "Quillfeather" in page
        assert "Declare a conflict" in page
        assert "Add a note" not in page
        assert client.get(f"/channel/cases/{case.pk}/note/").status_code == 403

        glass = "/channel/emergency/"
        client.force_login(world.chair)
        assert holder.name in client.get(glass).content.decode()
        with acting_for(world.chair):
            review = f"{glass}{BreakGlass.objects.get().pk}/review/"
        assert WORDS in client.get(review).content.decode()
        assert client.post(review, {"finding": "wrong", "words": "It was calm."}).status_code == 302
        assert "It was not right" in client.get(glass).content.decode()
        assert "not right" in client.get(f"/channel/cases/{case.pk}/").content.decode()

    def test_who_may_not_is_told_so_with_everything_typed_still_there(self, client, world, case):
        client.force_login(world.teacher)
        page = self.post(client, case).content.decode()

        assert "You cannot open a case with this reference" in page
        assert WORDS in page

    def test_an_administrator_names_and_a_senior_officer_confirms(self, client, world):
        user = world.user(world.county, Role.OFFICER)
        client.force_login(world.administrator)
        form = {"panel": world.panel.pk, "user": user.pk, "minutes": 20}
        assert client.post("/channel/emergency/holders/add/", form).status_code == 302
        assert "not confirmed yet" in client.get("/channel/emergency/holders/").content.decode()

        client.force_login(world.executive)
        with acting_for(world.executive):
            pk = GlassHolder.objects.get().pk
        client.post(f"/channel/emergency/holders/{pk}/confirm/")
        assert "Confirmed by" in client.get("/channel/emergency/holders/").content.decode()
        client.post(f"/channel/emergency/holders/{pk}/end/")
        assert "Nobody is named" in client.get("/channel/emergency/holders/").content.decode()
