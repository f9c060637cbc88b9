-- Grain: one row per KPI of the ten smart ones, in the reading of the article and in the strict one: the two numbers that are divided.
-- Does:  by hand and for speed what the models do for these KPIs, over the landed files, in one process. The benchmark holds the
--        build against it; a test holds its figures against those of a published run.
--
-- It counts what catalogue and measures define, and reads simply where the warehouse takes more care:
-- * the rows are taken as clean: one per key, none rejected or deleted (as generated without faults); UTC is the business zone;
-- * a bot's message in the very millisecond of the last human one does not count as the last word;
-- * teams are not folded into (small teams): totals are the same, single teams are told as they are.
--
-- Variables: raw (folder of the landed tables), seeds (folder of the seeds).
-- Left in the session: daily, the sums by day, channel, queue and team.

set variable pattern = (
    select string_agg(regexp_escape(term), '|' order by term)
    from read_csv(getvariable('seeds') || '/reference/sensitive_words.csv', header = true, all_varchar = true)
);
-- terms of ASCII alone count at word boundaries only
set variable lexicon = (
    select
        list({
            'pattern': case
                when regexp_full_match(term, '[\x00-\x7f]+') then '\b' || regexp_escape(term) || '\b' else regexp_escape(term)
            end,
            'valid_from': cast(valid_from as date),
            'valid_to': coalesce(cast(valid_to as date), date '9999-12-31')
        })
    from read_csv(getvariable('seeds') || '/reference/sensitive_words.csv', header = true, all_varchar = true)
);
set variable courtesies = (
    select list(distinct regexp_replace(phrase, '[\s\p{Z}\p{P}\p{S}]+', '', 'g'))
    from read_csv(getvariable('seeds') || '/reference/closing_courtesies.csv', header = true, all_varchar = true)
);

-- one row per contact, with a number that is cheaper to sort and join by than its id
create temp table contact as
select
    row_number() over () as contact_no,
    contact_id,
    channel,
    customer_id,
    cast(cast(started_at as timestamp) as date) as contact_date,
    coalesce(epoch_ms(cast(ended_at as timestamp)), 9223372036854775807) as ended_ms,
    coalesce(ended_by = 'agent', false) as is_closed_by_agent
from read_parquet(getvariable('raw') || '/native/contacts/**/*.parquet');

-- one row per version of an agent
create temp table agent as
select
    agent_id,
    team_id,
    epoch_ms(cast(valid_from as timestamp)) as valid_from_ms,
    coalesce(epoch_ms(cast(valid_to as timestamp)), 9223372036854775807) as valid_to_ms
from read_parquet(getvariable('raw') || '/native/agents/**/*.parquet');

-- one row per handling spell
create temp table spell as
select
    contact.contact_no,
    segments.segment_id,
    segments.agent_id,
    segments.queue_id,
    epoch_ms(cast(segments.connected_at as timestamp)) as connected_ms,
    epoch_ms(cast(segments.disconnected_at as timestamp)) as disconnected_ms,
    coalesce(segments.transfer_out in ('blind', 'consult'), false) as is_transferred_out
from read_parquet(getvariable('raw') || '/native/agent_segments/**/*.parquet') as segments
left join contact on segments.contact_id = contact.contact_id;

-- one row per contact that reached an agent
create temp table handled as
with summed as (

    select
        contact_no,
        arg_min(
            struct_pack(agent := agent_id, queue := queue_id, at_ms := connected_ms), row(connected_ms, segment_id)
        ) as first_spell,
        arg_max(is_transferred_out, row(connected_ms, segment_id)) as was_last_transferred_out,
        sum(greatest(disconnected_ms - connected_ms, 0)) as session_ms
    from spell
    group by contact_no

)

select
    summed.contact_no,
    agent.team_id,
    summed.first_spell.queue as queue_id,
    summed.was_last_transferred_out,
    cast(coalesce(summed.session_ms, 0) as bigint) as session_ms
from summed
left join agent
    on
        summed.first_spell.agent = agent.agent_id
        and summed.first_spell.at_ms >= agent.valid_from_ms
        and summed.first_spell.at_ms < agent.valid_to_ms;

-- one row per contact that entered a queue
create temp table queued as
select
    contact_id,
    arg_min(struct_pack(queue := queue_id), row(cast(entered_at as timestamp), segment_id)).queue as queue_id
from read_parquet(getvariable('raw') || '/native/queue_segments/**/*.parquet')
group by contact_id;

-- one row per contact with a message of a customer or an agent: one pass over the messages, their text looked at once. The window
-- needs no partitions, since the rows below it are in order: a neighbour of another contact is told by its number.
create temp table talk as
with spoken as (

    select
        contact.contact_no,
        contact.ended_ms,
        epoch_ms(cast(messages.sent_at as timestamp)) as sent_ms,
        messages.message_id,
        messages.author_type = 'customer' as is_customer,
        messages.author_type = 'agent' and messages.script_id is not null as is_script,
        case
            when messages.author_type = 'agent' and regexp_matches(messages.body_folded, getvariable('pattern'))
                then cast(list_sum(list_transform(
                    getvariable('lexicon'),
                    lambda word: case
                        when
                            cast(cast(messages.sent_at as timestamp) as date) >= word['valid_from']
                            and cast(cast(messages.sent_at as timestamp) as date) < word['valid_to']
                            then len(regexp_extract_all(messages.body_folded, word['pattern']))
                        else 0
                    end
                )) as bigint)
            else 0
        end as hits,
        case
            when contact.is_closed_by_agent and messages.author_type = 'customer' and length(messages.body_folded) <= 100
                then list_contains(
                    getvariable('courtesies'), regexp_replace(messages.body_folded, '[\s\p{Z}\p{P}\p{S}]+', '', 'g')
                )
            else false
        end as is_courtesy
    from read_parquet(getvariable('raw') || '/native/messages/**/*.parquet') as messages
    inner join contact on messages.contact_id = contact.contact_id
    where
        messages.author_type in ('customer', 'agent')
        and messages.visibility is distinct from 'internal'
        and (messages.author_type = 'customer' or messages.is_auto is distinct from 'true')

),

sorted as (

    select * from spoken
    order by contact_no, sent_ms, message_id

),

followed as (

    select
        contact_no,
        sent_ms,
        is_customer,
        is_script,
        hits,
        is_courtesy,
        ended_ms,
        sent_ms <= ended_ms as is_in_time,
        lag(contact_no) over () as contact_before,
        lag(is_customer) over () as was_customer,
        lead(contact_no) over () as contact_after,
        lead(sent_ms) over () as sent_after_ms
    from sorted

),

neighboured as (

    select
        *,
        coalesce(contact_before = contact_no, false) and was_customer as follows_customer,
        coalesce(contact_after = contact_no and sent_after_ms <= ended_ms, false) as has_next
    from followed

),

edged as (

    select
        *,
        is_in_time and is_customer and not follows_customer as opens_run,
        is_in_time and not is_customer and follows_customer as closes_run,
        is_in_time and not has_next as is_last
    from neighboured

),

summed as (

    select
        contact_no,
        count(*) filter (where is_script) as script_uses,
        sum(hits) as hits,
        max(sent_ms) filter (where is_in_time) as last_spoken_ms,
        bool_or(is_last and is_customer) as is_last_customer,
        bool_or(is_last and is_courtesy) as is_last_courtesy,
        count(*) filter (where closes_run) as gaps,
        sum(sent_ms) filter (where closes_run) as closed_ms,
        sum(sent_ms) filter (where opens_run) as opened_ms,
        max(sent_ms) filter (where opens_run) as last_opened_ms
    from edged
    group by contact_no

)

select
    contact_no,
    script_uses,
    cast(hits as bigint) as hits,
    last_spoken_ms,
    is_last_customer and not is_last_courtesy as is_left_unanswered,
    gaps,
    -- ends of the answered runs less their beginnings; a run that is still open at the end has none
    cast(coalesce(closed_ms, 0) - coalesce(opened_ms, 0) + case when is_last_customer then last_opened_ms else 0 end as bigint) as gap_ms
from summed;

-- one row per contact that an agent closed on the customer's word: unless a bot had spoken since
create temp table closed_early as
with suspected as (

    select
        contact.contact_id,
        contact.contact_no,
        contact.ended_ms,
        talk.last_spoken_ms
    from contact
    inner join handled on contact.contact_no = handled.contact_no
    inner join talk on contact.contact_no = talk.contact_no
    where contact.is_closed_by_agent and talk.is_left_unanswered and not handled.was_last_transferred_out

),

bots as (

    select
        suspected.contact_no,
        max(epoch_ms(cast(messages.sent_at as timestamp))) as spoken_ms
    from read_parquet(getvariable('raw') || '/native/messages/**/*.parquet') as messages
    inner join suspected on messages.contact_id = suspected.contact_id
    where
        messages.author_type = 'bot'
        and messages.visibility is distinct from 'internal'
        and epoch_ms(cast(messages.sent_at as timestamp)) <= suspected.ended_ms
    group by suspected.contact_no

)

select suspected.contact_no
from suspected
left join bots on suspected.contact_no = bots.contact_no
where coalesce(bots.spoken_ms, 0) <= suspected.last_spoken_ms;

-- one row per bot spell
create temp table bot as
select
    contact_id,
    epoch_ms(cast(handoff_requested_at as timestamp)) as requested_ms,
    coalesce(is_greeting_only, 'false') <> 'true' as is_engaged,
    coalesce(is_greeting_only, 'false') <> 'true'
    and ended_at is not null
    and handoff_requested_at is null
    and handoff_connected_at is null as is_contained
from read_parquet(getvariable('raw') || '/native/bot_sessions/**/*.parquet');

create temp table botted as
select
    contact_id,
    count(*) as sessions,
    count(*) filter (where is_engaged) as engaged,
    count(*) filter (where is_contained) as contained
from bot
group by contact_id;

-- one row per contact to whose customer presets were pushed: an adoption counts in full if the customer, by any contact, asked for
-- no human within 24 hours
create temp table pushed as
with requests as (

    select
        coalesce('customer ' || contact.customer_id, 'contact ' || asked.contact_id) as party,
        asked.requested_ms
    from (
        select
            contact_id,
            epoch_ms(cast(entered_at as timestamp)) as requested_ms
        from read_parquet(getvariable('raw') || '/native/queue_segments/**/*.parquet')
        union all
        select
            contact_id,
            requested_ms
        from bot
        where requested_ms is not null
    ) as asked
    left join contact on asked.contact_id = contact.contact_id

),

pushes as (

    select
        suggestions.contact_id,
        coalesce('customer ' || contact.customer_id, 'contact ' || suggestions.contact_id) as party,
        coalesce(suggestions.response = 'adopted', false) as is_adopted,
        epoch_ms(cast(coalesce(suggestions.responded_at, suggestions.shown_at) as timestamp)) as settled_ms
    from read_parquet(getvariable('raw') || '/native/suggestions/**/*.parquet') as suggestions
    left join contact on suggestions.contact_id = contact.contact_id
    where suggestions.audience = 'customer'

),

adopted as (

    select * from pushes
    where is_adopted

),

spared as (

    select
        adopted.contact_id,
        count(*) filter (
            where requests.requested_ms is null or requests.requested_ms > adopted.settled_ms + 86400000
        ) as spared
    from adopted
    asof left join requests on adopted.party = requests.party and adopted.settled_ms < requests.requested_ms
    group by adopted.contact_id

),

counted as (

    select
        contact_id,
        count(*) as shown,
        count(*) filter (where is_adopted) as adopted
    from pushes
    group by contact_id

)

select
    counted.*,
    coalesce(spared.spared, 0) as spared
from counted
left join spared on counted.contact_id = spared.contact_id;

create temp table contact_daily as
with gathered as (

    select
        contact.contact_date as measure_date,
        contact.channel,
        contact.is_closed_by_agent,
        coalesce(queued.queue_id, handled.queue_id, '(unknown)') as queue_id,
        coalesce(handled.team_id, '(unknown)') as team_id,
        handled.contact_no is not null as is_human,
        handled.session_ms,
        talk.script_uses,
        talk.hits,
        talk.gaps,
        talk.gap_ms,
        closed_early.contact_no is not null as is_closed_early,
        botted.sessions,
        botted.engaged,
        botted.contained,
        pushed.shown,
        pushed.adopted,
        pushed.spared
    from contact
    left join handled on contact.contact_no = handled.contact_no
    left join queued on contact.contact_id = queued.contact_id
    left join talk on contact.contact_no = talk.contact_no
    left join closed_early on contact.contact_no = closed_early.contact_no
    left join botted on contact.contact_id = botted.contact_id
    left join pushed on contact.contact_id = pushed.contact_id

)

select
    measure_date,
    channel,
    queue_id,
    team_id,
    count(*) filter (where is_human) as human_conversations,
    cast(sum(session_ms) as bigint) as human_session_ms,
    cast(sum(script_uses) as bigint) as script_uses,
    count(*) filter (where is_human and script_uses > 0) as script_conversations,
    cast(sum(hits) as bigint) as sensitive_hits,
    count(*) filter (where is_human and hits > 0) as sensitive_conversations,
    count(*) filter (where is_human and is_closed_by_agent) as conversations_closed_by_agent,
    count(*) filter (where is_closed_early) as conversations_closed_prematurely,
    cast(sum(gaps) as bigint) as reply_gaps,
    cast(sum(gap_ms) as bigint) as reply_gap_ms,
    cast(sum(sessions) as bigint) as bot_sessions,
    cast(sum(engaged) as bigint) as bot_sessions_engaged,
    cast(sum(contained) as bigint) as bot_sessions_contained,
    cast(sum(shown) as bigint) as pushes_shown,
    cast(sum(adopted) as bigint) as pushes_adopted,
    cast(sum(spared) as bigint) as pushes_adopted_without_request
from gathered
group by measure_date, channel, queue_id, team_id;

-- one row per day and team: conversations at once, by one order over all edges and a running sum, in which ends come before starts.
-- Every agent's edges add up to nothing, so the sum needs no partitions either. Spells are cut at midnight.
create temp table load_daily as
with cut as (

    select
        agent_id,
        greatest(connected_ms, day_no * 86400000) as starts_ms,
        least(disconnected_ms, (day_no + 1) * 86400000) as ends_ms
    from (
        select
            agent_id,
            connected_ms,
            disconnected_ms,
            unnest(range(connected_ms // 86400000, (disconnected_ms - 1) // 86400000 + 1)) as day_no
        from spell
        where disconnected_ms > connected_ms
    ) as days

),

sorted as (

    select
        agent_id,
        starts_ms as at_ms,
        1 as step
    from cut
    union all
    select
        agent_id,
        ends_ms,
        -1
    from cut
    order by agent_id, at_ms, step

),

levelled as (

    select
        agent_id,
        at_ms,
        at_ms // 86400000 as day_no,
        sum(step) over (rows between unbounded preceding and current row) as level,  -- noqa: PRS
        lead(at_ms) over () as until_ms
    from sorted

),

swept as (

    select
        agent_id,
        day_no,
        min(at_ms) as first_ms,
        cast(sum(level * (until_ms - at_ms)) filter (where level > 0) as bigint) as weighted_ms,
        cast(sum(until_ms - at_ms) filter (where level > 0) as bigint) as covered_ms,
        cast(max(level) as bigint) as peak
    from levelled
    group by agent_id, day_no

)

select
    date '1970-01-01' + cast(swept.day_no as integer) as measure_date,
    coalesce(agent.team_id, '(unknown)') as team_id,
    cast(sum(swept.weighted_ms) as bigint) as conversation_ms,
    cast(sum(swept.covered_ms) as bigint) as conversing_ms,
    max(swept.peak) as concurrency_peak_conversations
from swept
left join agent
    on
        swept.agent_id = agent.agent_id
        and swept.first_ms >= agent.valid_from_ms
        and swept.first_ms < agent.valid_to_ms
where swept.covered_ms > 0
group by all;

create temp table opinion_daily as
with first_alerts as (

    select
        event_id,
        min(epoch_ms(cast(alerted_at as timestamp))) as alerted_ms
    from read_parquet(getvariable('raw') || '/native/opinion_alerts/**/*.parquet')
    group by event_id

)

select
    cast(cast(events.occurred_at as timestamp) as date) as measure_date,
    coalesce(contact.channel, '(unknown)') as channel,
    count(*) as opinion_events,
    count(*) filter (
        where first_alerts.alerted_ms <= epoch_ms(cast(events.occurred_at as timestamp)) + 30 * 60000
    ) as opinion_events_alerted_in_time
from read_parquet(getvariable('raw') || '/native/opinion_events/**/*.parquet') as events
left join contact on events.contact_id = contact.contact_id
left join first_alerts on events.event_id = first_alerts.event_id
group by all;

create temp table knowledge_daily as
with flags as (

    select
        cast(flagged_at as timestamp) as flagged_at,
        cast(fixed_at as timestamp) as fixed_at
    from read_parquet(getvariable('raw') || '/native/knowledge_flags/**/*.parquet')

)

select
    cast(flagged_at as date) as measure_date,
    count(*) as knowledge_flags,
    count(*) filter (where fixed_at <= flagged_at + interval 72 hour) as knowledge_flags_fixed_in_sla,
    0 as knowledge_fixes
from flags
group by all
union all
select
    cast(greatest(fixed_at, flagged_at) as date),
    0,
    0,
    count(*)
from flags
where fixed_at is not null
group by all;

create temp table daily as
select * from contact_daily
union all by name
select * from load_daily
union all by name
select * from opinion_daily
union all by name
select * from knowledge_daily;

with summed as (

    select
        cast(sum(columns(* exclude (measure_date, channel, queue_id, team_id, concurrency_peak_conversations))) as bigint),
        max(concurrency_peak_conversations) as concurrency_peak_conversations
    from daily

)

select
    kpi.kpi_id,
    -- times in seconds
    cast(kpi.numerator as decimal(20, 3)) as numerator,
    cast(kpi.denominator as decimal(20, 3)) as denominator,
    case
        when kpi.denominator is null then cast(kpi.numerator as double)
        else cast(kpi.numerator as double) / nullif(cast(kpi.denominator as double), 0)
    end as kpi_value
from summed
cross join lateral (
    values
    ('script_uses_per_conversation', script_uses, human_conversations),
    ('script_conversation_coverage', script_conversations, human_conversations),
    ('bot_session_share', bot_sessions, bot_sessions + human_conversations),
    ('bot_containment_rate', bot_sessions_contained, bot_sessions_engaged),
    ('knowledge_repair_rate', knowledge_fixes, knowledge_flags),
    ('knowledge_repair_in_sla_rate', knowledge_flags_fixed_in_sla, knowledge_flags),
    ('push_adoptions_per_human_conversation', pushes_adopted, human_conversations),
    ('push_adoption_rate', pushes_adopted, pushes_shown),
    ('push_effective_adoption_rate', pushes_adopted_without_request, pushes_shown),
    ('sentiment_alert_timeliness', opinion_events_alerted_in_time, opinion_events),
    ('sensitive_hits_per_conversation', sensitive_hits, human_conversations),
    ('sensitive_conversation_rate', sensitive_conversations, human_conversations),
    ('agent_close_rate', conversations_closed_by_agent, human_conversations),
    ('agent_premature_close_rate', conversations_closed_prematurely, human_conversations),
    ('human_session_duration_avg', human_session_ms * 0.001, human_conversations),
    ('response_gap_avg', reply_gap_ms * 0.001, reply_gaps),
    ('concurrency_peak', concurrency_peak_conversations, null),
    ('concurrency_time_weighted', conversation_ms * 0.001, conversing_ms * 0.001),
    ('turns_per_conversation', reply_gaps, human_conversations)
) as kpi (kpi_id, numerator, denominator)
