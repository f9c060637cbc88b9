"""Issues: first contacts and repeats, simple questions, answers given again."""

from __future__ import annotations

from collections import Counter

from .contacts import Talk, read
from .facts import Facts, is_inbound
from .reference import simple_questions
from .rows import Row
from .slices import Ledger, Slice, contact_slice

DAY_MS = 86_400_000
WINDOWS = {"_1d": 1, "_3d": 3, "_30d": 30}
Place = tuple[int, bytes]


def count(facts: Facts, ledger: Ledger) -> None:
    """Count every contact as a question, a repeat, a first contact and a part of an issue."""
    for contact in facts.contacts.values():
        where = contact_slice(facts, contact)
        if is_inbound(contact):
            count_question(facts, ledger, where, contact)
            if contact["customer_id"] is not None:
                count_repeats(facts, ledger, where, contact)
                count_firsts(facts, ledger, where, contact)
    for contacts in issues(facts):
        count_answers(facts, ledger, [read(facts, contact) for contact in contacts])


def issue(facts: Facts, contact: Row) -> str | None:
    """What the contact is about: the source's key, or the last intent its bot turns have."""
    if contact["issue_key"] is not None:
        return str(contact["issue_key"])
    mine = {s["bot_session_id"] for s in facts.of_contact("bot_sessions", contact["contact_id"])}
    known = [
        (turn["asked_at"], turn["turn_id"].encode(), turn["labelled_intent"] or turn["intent"])
        for turn in facts.tables["bot_turns"]
        if turn["bot_session_id"] in mine and (turn["labelled_intent"] or turn["intent"])
    ]
    return str(max(known)[2]) if known else None


def count_question(facts: Facts, ledger: Ledger, where: Slice, contact: Row) -> None:
    """Count a contact whose issue is known."""
    about = issue(facts, contact)
    if about is None:
        return
    is_simple = any(
        listed.term == about
        and listed.valid_from <= where.day.isoformat()
        and (listed.valid_to is None or where.day.isoformat() < listed.valid_to)
        for listed in simple_questions()
    )
    is_human = read(facts, contact).is_human
    ledger.add(where, "questions")
    ledger.add(where, "questions_simple", is_simple)
    ledger.add(where, "questions_human", is_human)
    ledger.add(where, "questions_human_simple", is_human and is_simple)


def place(contact: Row) -> Place:
    """Where a contact stands in time."""
    return (contact["started_at"], contact["contact_id"].encode())


def others(facts: Facts, contact: Row) -> list[Row]:
    """The other inbound contacts of a known customer."""
    return [
        other
        for other in facts.contacts.values()
        if other["customer_id"] == contact["customer_id"]
        and other["contact_id"] != contact["contact_id"]
        and is_inbound(other)
    ]


def count_repeats(facts: Facts, ledger: Ledger, where: Slice, contact: Row) -> None:
    """Count a contact that comes soon after another of the same customer, about whatever."""
    ago = [
        contact["started_at"] - other["started_at"]
        for other in others(facts, contact)
        if place(other) < place(contact)
    ]
    ledger.add(where, "contacts_known_customer")
    for measure_id, window in (
        ("repeat_contacts", facts.params.repeat_window_days * DAY_MS),
        ("repeat_contacts_24h", DAY_MS),
        ("repeat_contacts_48h", 2 * DAY_MS),
    ):
        ledger.add(where, measure_id, any(gap <= window for gap in ago))


def is_first(facts: Facts, contact: Row, window: int) -> bool:
    """No contact of the customer about the same issue in the time before."""
    return not any(
        place(other) < place(contact)
        and contact["started_at"] - other["started_at"] <= window
        and issue(facts, other) == issue(facts, contact)
        for other in others(facts, contact)
    )


def count_firsts(facts: Facts, ledger: Ledger, where: Slice, contact: Row) -> None:
    """Count a contact that opens an issue, once its window is over."""
    for suffix, days in {"": facts.params.fcr_window_days, **WINDOWS}.items():
        window = days * DAY_MS
        start = contact["started_at"]
        if facts.as_of is None or start + window > facts.as_of:
            continue
        if not is_first(facts, contact, window):
            continue
        came_back = any(
            place(other) > place(contact)
            and other["started_at"] - start <= window
            and issue(facts, other) == issue(facts, contact)
            for other in others(facts, contact)
        )
        ledger.add(where, f"first_contacts{suffix}")
        ledger.add(where, f"first_contacts_no_repeat{suffix}", not came_back)
        if suffix == "":
            spells = read(facts, contact).segments
            if not spells or spells[0]["transfer_out"] not in ("blind", "consult"):
                ledger.add(where, "first_contacts_level_1")
                ledger.add(where, "first_contacts_level_1_no_repeat", not came_back)


def issues(facts: Facts) -> list[list[Row]]:
    """Contacts issue by issue, each in order of time."""
    found: list[list[Row]] = []
    running: dict[tuple[str, str | None], list[Row]] = {}
    for contact in sorted(facts.contacts.values(), key=place):
        customer = contact["customer_id"]
        if customer is None or not is_inbound(contact):
            found.append([contact])
            continue
        about = (customer, issue(facts, contact))
        if is_first(facts, contact, facts.params.fcr_window_days * DAY_MS):
            running[about] = []
            found.append(running[about])
        running[about].append(contact)
    return found


def count_answers(facts: Facts, ledger: Ledger, talks: list[Talk]) -> None:
    """Count the scripts that were sent more than once about an issue."""
    human = [talk for talk in talks if talk.is_human]
    if not human:
        return
    sent = Counter(
        message["script_id"]
        for talk in talks
        for message in talk.by_agent
        if message["script_id"] is not None
    )
    where = contact_slice(facts, human[0].contact)
    ledger.add(where, "issues_with_conversation")
    ledger.add(where, "repeat_answers", sum(times - 1 for times in sent.values()))
