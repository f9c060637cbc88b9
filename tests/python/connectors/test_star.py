"""The chats' staging: hand-written dialogues."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from staged import DATA, Staged, land, person

START = datetime(2020, 5, 13, 12, 0, 0)
UNIX = 1589371200  # START as Unix seconds
CHATS = DATA / "star_dialogues" / "star_dialogues_dev.tar.gz"


def event(agent: str, action: str, second: int | None, **more: Any) -> dict[str, Any]:
    """One event, ``second`` seconds after START."""
    when = {} if second is None else {"UnixTime": UNIX + second}
    return {"Agent": agent, "Action": action, **when, **more}


def dialogue(
    number: int,
    events: list[dict[str, Any]],
    answers: dict[str, bool] | None = None,
    level: str = "Complete",
) -> dict[str, Any]:
    """One document."""
    return {
        "DialogueID": number,
        "BatchID": "b1",
        "CompletionLevel": level,
        "AnonymizedUserWorkerID": "user-1",
        "AnonymizedWizardWorkerID": "wizard-1",
        "Scenario": {"Happy": True},
        "FORMAT-VERSION": 7,
        "IntroducesConflicts": False,
        "Events": events,
        "UserQuestionnaire": [{"Question": q, "Answer": a} for q, a in (answers or {}).items()],
        "WizardQuestionnaire": [],
    }


HELLO = event("User", "utter", 10, Text="Hello ＡＢ")
ASK = event("Wizard", "request_suggestions", 20, Text="hi")
PICK = event("Wizard", "pick_suggestion", 30, ActionLabel="hello", Text="Hi there")
WRITE = event("Wizard", "utter", 30, Text="One moment")
BYE = event("User", "complete", 60)


def staged(tmp_path: Path, *documents: dict[str, Any]) -> Staged:
    folder = tmp_path / "dialogues"
    folder.mkdir()
    for document in documents:
        (folder / f"{document['DialogueID']}.json").write_text(json.dumps(document))
    return Staged("star", land([folder], "star", tmp_path / "home"))


def test_a_dialogue_starts_with_the_customers_first_message(tmp_path: Path) -> None:
    guide = event("UserGuide", "instruct", 0, Text="act confused")
    chats = staged(tmp_path, dialogue(1, [guide, HELLO, ASK, PICK, BYE]))
    assert chats.rows(
        "select contact_id, channel, customer_id, started_at, ended_at, ended_by from contacts",
        "contacts",
    ) == [
        ("star|1", "chat", person("user-1"),
         START + timedelta(seconds=10), START + timedelta(seconds=60), "customer"),
    ]  # fmt: skip
    assert chats.rows(
        "select agent_id, connected_at, disconnected_at from agent_segments", "agent_segments"
    ) == [(person("wizard-1"), START + timedelta(seconds=20), START + timedelta(seconds=60))]


def test_messages_of_one_second_keep_their_order_by_id(tmp_path: Path) -> None:
    guides = [event("UserGuide", "instruct", 0, Text=str(i)) for i in range(9)]
    chats = staged(tmp_path, dialogue(1, [HELLO, *guides, ASK, PICK, WRITE]))
    assert chats.rows(
        "select author_type, author_id, script_id, body from messages order by message_id",
        "messages",
    ) == [
        ("customer", person("user-1"), None, "Hello ＡＢ"),
        ("agent", person("wizard-1"), "hello", "Hi there"),
        ("agent", person("wizard-1"), None, "One moment"),
    ]
    assert chats.rows("select body_folded from messages order by message_id limit 1") == [
        ("hello ab",)
    ]


@pytest.mark.parametrize(
    ("after", "response", "article", "second"),
    [
        ([PICK], "accepted", "hello", 30),
        ([event("Wizard", "query", 25), HELLO, PICK], "accepted", "hello", 30),
        ([WRITE, PICK], "dismissed", "(unknown)", 30),
        ([event("Wizard", "request_suggestions", 25), PICK], "dismissed", "(unknown)", 25),
        ([BYE], None, "(unknown)", None),
    ],
)
def test_the_agents_next_step_answers_a_suggestion(
    tmp_path: Path,
    after: list[dict[str, Any]],
    response: str | None,
    article: str,
    second: int | None,
) -> None:
    chats = staged(tmp_path, dialogue(1, [HELLO, ASK, *after]))
    rows = chats.rows(
        "select response, article_id, responded_at, shown_at, audience from suggestions "
        "order by suggestion_id limit 1",
        "suggestions",
    )
    responded_at = None if second is None else START + timedelta(seconds=second)
    assert rows == [(response, article, responded_at, START + timedelta(seconds=20), "agent")]


def test_suggestions_of_one_dialogue_are_not_answered_in_another(tmp_path: Path) -> None:
    chats = staged(tmp_path, dialogue(1, [HELLO, ASK]), dialogue(2, [HELLO, PICK]))
    assert chats.rows("select contact_id, response from suggestions", "suggestions") == [
        ("star|1", None)
    ]


@pytest.mark.parametrize(
    ("answers", "score", "is_resolved"),
    [
        ({"Did the assistant stay calm and helpful throughout the dialogue?": True}, 1.0, None),
        ({"...stay calm and helpful throughout the dialogue?": False}, 0.0, None),
        ({"Did the AI Assistant book your flight?": False}, None, False),
        (
            {
                "Did the robot stay calm and helpful throughout the dialogue?": True,
                "Did the AI Assistant find you a suitable flight?": True,
                "Did the AI Assistant book your flight?": False,
            },
            1.0,
            False,
        ),
    ],
)
def test_the_questionnaire_is_a_survey(
    tmp_path: Path, answers: dict[str, bool], score: float | None, is_resolved: bool | None
) -> None:
    chats = staged(tmp_path, dialogue(1, [HELLO, ASK, PICK, BYE], answers))
    end = START + timedelta(seconds=60)
    assert chats.rows(
        "select kind, contact_id, agent_id, score, is_resolved, invited_at, responded_at "
        "from surveys",
        "surveys",
    ) == [("csat", "star|1", person("wizard-1"), score, is_resolved, end, end)]
    assert chats.findings() == {}


def test_each_fault_is_named(tmp_path: Path) -> None:
    knowledge = event("KnowledgeBase", "return_item", None)
    lost = "EarlyDisconnectDuringDialogue"
    chats = staged(
        tmp_path,
        dialogue(1, [], level=lost),
        dialogue(2, [HELLO, knowledge], level=lost),
        dialogue(3, [HELLO], level="DisconnectDuringDialogue"),
        dialogue(4, [HELLO, BYE], {"Did you enjoy this task?": True}),
        dialogue(5, [HELLO, event("Wizard", "utter", None, Text="when?")]),
    )
    assert chats.findings() == {
        ("NO_EVENTS", "quarantined"): 1,
        ("EARLY_DISCONNECT", "flagged"): 1,
        ("DISCONNECT", "flagged"): 1,
        ("KNOWLEDGE_WITHOUT_TIME", "flagged"): 1,
        ("UNKNOWN_QUESTION", "flagged"): 1,
        ("CAST:UnixTime", "quarantined"): 1,
    }
    assert chats.rows("select count(*) from contacts", "contacts") == [(4,)]
    assert chats.rows("select count(*) from surveys", "surveys") == [(0,)]
    assert chats.rows("select count(*) from messages", "messages") == [(4,)]


@pytest.mark.skipif(not CHATS.exists(), reason="the real chats are not at hand")
def test_the_real_chats_give_their_figures(tmp_path: Path) -> None:
    chats = Staged("star", land([CHATS], "star", tmp_path / "home"))
    assert dict(
        chats.rows("select author_type, count(*) from messages group by all", "messages")
    ) == {"customer": 22643, "agent": 22475}
    assert chats.rows(
        "select count(*), count(*) filter (response = 'accepted') from suggestions", "suggestions"
    ) == [(24079, 19060)]
    first_responses = """
        select count(*), avg(seconds), quantile_disc(seconds, 0.9), min(seconds)
        from (
            select epoch(min(sent_at) - any_value(started_at)) as seconds
            from messages inner join contacts using (contact_id)
            where author_type = 'agent'
            group by contact_id
        )
    """
    ((answered, mean, tail, least),) = chats.rows(first_responses, "contacts", "messages")
    assert (answered, tail) == (3355, 62)
    assert mean == pytest.approx(29.530, abs=5e-4)
    assert least >= 0
    assert chats.rows("select count(*) from contacts", "contacts") == [(3584,)]
    assert chats.rows("select count(*) from agent_segments", "agent_segments") == [(3355,)]
    assert chats.rows("select count(*), count(score) from surveys", "surveys") == [(3250, 3250)]
    assert chats.findings() == {
        ("NO_EVENTS", "quarantined"): 111,
        ("EARLY_DISCONNECT", "flagged"): 268,
        ("DISCONNECT", "flagged"): 66,
        ("KNOWLEDGE_WITHOUT_TIME", "flagged"): 8462,
        ("UNKNOWN_QUESTION", "flagged"): 139,
    }
