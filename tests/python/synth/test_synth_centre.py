"""The simulated centre obeys the laws of a real one."""

from __future__ import annotations

from synth_worlds import World

HELD = """
    select agent_id, connected_at as began, coalesce(disconnected_at, '9') as ended, queue_id
    from agent_segments
"""


def test_answered_waits_have_an_agent_connected_when_they_end(world: World) -> None:
    query = """
        select count(*), count(a.segment_id) from queue_segments as q
        left join agent_segments as a
            on a.contact_id = q.contact_id and a.connected_at = q.left_at
            and a.agent_id = q.agent_id and a.queue_id = q.queue_id
        where q.outcome = 'answered'
    """
    ((answered, connected),) = world.rows(query)
    assert answered == connected > 1000


def test_every_queued_spell_comes_from_a_wait(world: World) -> None:
    query = """
        select count(*) from agent_segments as a
        anti join (select * from queue_segments where outcome = 'answered') as q
            on a.contact_id = q.contact_id and a.connected_at = q.left_at
        where a.queue_id is not null
    """
    assert world.rows(query) == [(0,)]


def test_agents_hold_one_call_at_a_time(world: World) -> None:
    query = f"""
        with held as ({HELD})
        select count(*) from (
            select began, lag(ended) over (partition by agent_id order by began, ended) as before
            from held where queue_id is null or queue_id like 'q-voice%'
        ) where began < before
    """
    assert world.rows(query) == [(0,)]


def test_concurrency_stays_within_the_limit_and_chat_uses_it(world: World) -> None:
    query = f"""
        with held as ({HELD}),
        steps as (
            select agent_id, began as moment, 1 as step from held
            union all select agent_id, ended, -1 from held
        ),
        loads as (
            select agent_id, moment, sum(step) over (
                partition by agent_id order by moment, step rows unbounded preceding) as load
            from steps
        )
        select count(*) filter (l.load > a.max_concurrency::int), max(l.load) from loads as l
        join agents as a
            on a.agent_id = l.agent_id and l.moment >= a.valid_from
            and l.moment < coalesce(a.valid_to, '99')
        where l.moment <> '9'
    """
    ((above, most),) = world.rows(query)
    assert above == 0
    assert most >= 3


def test_most_ended_spells_have_a_part_spent_between_systems(world: World) -> None:
    query = """
        select avg((switch_seconds is not null)::int), max(
            switch_seconds::double * 1000 /
            (epoch_ms(coalesce(acw_ended_at, disconnected_at)::timestamp)
             - epoch_ms(connected_at::timestamp)))
        from agent_segments where disconnected_at is not null
    """
    ((known, largest),) = world.rows(query)
    assert 0.8 < known < 0.9
    assert 0.1 < largest < 0.5
    unended = "select count(switch_seconds) from agent_segments where disconnected_at is null"
    assert world.rows(unended) == [(0,)]


def test_handling_states_cover_the_spells(world: World) -> None:
    query = f"""
        with held as ({HELD})
        select count(*) from held anti join agent_states as s
            on s.agent_id = held.agent_id and s.state = 'handling'
            and s.entered_at <= held.began and coalesce(s.left_at, '9') >= held.ended
        where held.began < held.ended
    """
    assert world.rows(query) == [(0,)]


def test_handling_states_are_busy_throughout(world: World) -> None:
    query = """
        select count(*) from agent_states as s anti join agent_segments as a
            on a.agent_id = s.agent_id and a.connected_at = s.entered_at
        where s.state = 'handling'
    """
    assert world.rows(query) == [(0,)]


def test_states_neither_overlap_nor_leave_a_gap_inside_a_login(world: World) -> None:
    query = """
        with ordered as (
            select *, lag(left_at) over (partition by agent_id order by entered_at) as before
            from agent_states
        )
        select count(*) filter (entered_at < before),
            count(*) filter (before < entered_at
                and entered_at::timestamp - before::timestamp < interval 5 hour)
        from ordered
    """
    assert world.rows(query) == [(0, 0)]


def test_shift_blocks_do_not_overlap(world: World) -> None:
    query = """
        select count(*) from (
            select starts_at, lag(ends_at) over (partition by agent_id order by starts_at) as before
            from shifts
        ) where starts_at < before
    """
    assert world.rows(query) == [(0,)]


def test_everything_of_a_contact_lies_within_it(world: World) -> None:
    for table, at in (
        ("messages", "sent_at"),
        ("queue_segments", "entered_at"),
        ("agent_segments", "connected_at"),
        ("bot_sessions", "started_at"),
    ):
        query = f"""
            select count(*), count(c.contact_id),
                count(*) filter (t.{at} < c.started_at or t.{at} > c.ended_at)
            from {table} as t left join contacts as c using (contact_id)
        """
        ((rows, found, outside),) = world.rows(query)
        assert (rows, outside) == (found, 0), table


def test_callbacks_come_from_a_wait_that_asked_for_one(world: World) -> None:
    query = """
        select count(*), count(q.segment_id) from contacts as c
        left join queue_segments as q
            on q.contact_id = c.parent_contact_id and q.outcome = 'callback_requested'
        where c.direction = 'callback'
    """
    ((callbacks, asked),) = world.rows(query)
    assert callbacks == asked
    assert callbacks > 0


def test_references_lead_somewhere(world: World) -> None:
    for table, column, target in (
        ("suggestions", "article_id", "knowledge_articles"), ("tickets", "contact_id", "contacts"),
        ("ticket_events", "ticket_id", "tickets"), ("bot_turns", "bot_session_id", "bot_sessions"),
        ("opinion_alerts", "event_id", "opinion_events"), ("shifts", "agent_id", "agents"),
        ("contacts", "customer_id", "customers"), ("quality_reviews", "contact_id", "contacts"),
        ("queue_segments", "queue_id", "queues"), ("surveys", "contact_id", "contacts"),
        ("knowledge_flags", "article_id", "knowledge_articles"),
    ):  # fmt: skip
        query = f"""
            select count(*) from {table} anti join {target} using ({column})
            where {column} is not null
        """
        assert world.rows(query) == [(0,)], (table, column)


def test_text_contacts_have_about_ten_messages(world: World) -> None:
    query = """
        select (select count(*) from messages) / count(*) from contacts where channel <> 'voice'
    """
    ((mean,),) = world.rows(query)
    assert 8 < mean < 12


def test_some_work_is_open_and_some_contacts_come_back(world: World) -> None:
    query = """
        select count(*) filter (ended_at is null), count(*), count(*) filter (customer_id is null)
        from contacts
    """
    ((still_open, contacts, unknown),) = world.rows(query)
    assert 0 < still_open < 200
    assert 3400 < contacts < 4600
    assert unknown > 0
