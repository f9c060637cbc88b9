"""The two pieces of work as the models write them, in SQL that three engines read.

The engines differ in one point, how many milliseconds lie between two instants: the caller gives
an expression with ``{start}`` and ``{end}``.
"""

from __future__ import annotations

# Public messages of customers and humans, up to the contact's end.
SPOKEN = """
    select
        messages.contact_id,
        messages.message_id,
        messages.sent_at,
        messages.author_type = 'customer' as is_customer_message
    from messages
    inner join contacts on messages.contact_id = contacts.contact_id
    where
        coalesce(messages.visibility, 'public') <> 'internal'
        and (
            messages.author_type = 'customer'
            or (messages.author_type = 'agent' and not coalesce(messages.is_auto, false))
        )
        and (contacts.ended_at is null or messages.sent_at <= contacts.ended_at)
"""

# From gaps a contact to sums a day and channel.
DAILY = """
    select
        cast(contacts.started_at as date) as day,
        contacts.channel,
        cast(sum(summed.gaps) as bigint) as gaps,
        cast(sum(summed.gap_ms) as bigint) as gap_ms
    from summed
    inner join contacts on summed.contact_id = contacts.contact_id
    where summed.gaps > 0
    group by 1, 2
"""


def reply_gap(milliseconds: str) -> str:
    """Reply gaps by day and channel with the usual windows: fct_reply_gap, summed."""
    return f"""
with spoken as ({SPOKEN}),

followed as (
    select
        *,
        lag(is_customer_message) over (
            partition by contact_id order by sent_at, message_id
        ) as was_customer_message
    from spoken
),

numbered as (
    select
        *,
        sum(
            case when is_customer_message and not coalesce(was_customer_message, false)
                then 1 else 0 end
        ) over (
            partition by contact_id order by sent_at, message_id
            rows between unbounded preceding and current row
        ) as run_no
    from followed
),

gathered as (
    select
        contact_id,
        run_no,
        min(sent_at) filter (where is_customer_message) as asked_at,
        min(sent_at) filter (where not is_customer_message) as answered_at
    from numbered
    where run_no > 0
    group by contact_id, run_no
),

summed as (
    select
        contact_id,
        count(*) as gaps,
        sum({milliseconds.format(start="asked_at", end="answered_at")}) as gap_ms
    from gathered
    where answered_at is not null
    group by contact_id
)

{DAILY}
"""


def service_level(milliseconds: str, default_ms: int = 20_000) -> str:
    """Service level by day, channel and queue: fct_queue_segment, summed.

    ``default_ms`` is the threshold where no version of the queue holds, or it names none.
    """
    return f"""
with judged as (
    select
        cast(segments.entered_at as date) as day,
        coalesce(contacts.channel, queues.channel, '(unknown)') as channel,
        segments.queue_id,
        segments.left_at is not null and segments.outcome = 'answered' as is_answered,
        segments.left_at is not null and segments.outcome = 'abandoned' as is_abandoned,
        greatest({milliseconds.format(start="segments.entered_at", end="segments.left_at")}, 0)
            <= coalesce(queues.service_level_ms, {default_ms}) as is_in_threshold
    from queue_segments as segments
    left join contacts on segments.contact_id = contacts.contact_id
    left join queues
        on
            segments.queue_id = queues.queue_id
            and segments.entered_at >= queues.valid_from
            and (queues.valid_to is null or segments.entered_at < queues.valid_to)
    where coalesce(contacts.direction, 'unknown') in ('inbound', 'unknown')
)

select
    day,
    channel,
    queue_id,
    count(*) as offered,
    count(*) filter (where is_answered) as answered,
    count(*) filter (where is_answered and is_in_threshold) as answered_in_threshold,
    count(*) filter (where is_abandoned) as abandoned
from judged
group by 1, 2, 3
"""
