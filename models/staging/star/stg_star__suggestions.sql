-- Grain: one row per request for suggestions.
-- Does:  the agent's next step tells what became of it: a pick accepts it, an own utterance or
--        another request dismisses it, the end of the dialogue leaves it unanswered.
--        The suggestions shown are recorded on picks only; what a request without a pick showed
--        is '(unknown)'.
with steps as (

    select * from {{ ref('stg_star__events') }}
    where
        quarantine_reason is null
        and actor = 'Wizard'
        and act in ('request_suggestions', 'pick_suggestion', 'utter')

),

followed as (

    select
        *,
        lead(act) over dialogue as next_action,
        lead(article_id) over dialogue as next_article_id,
        lead(occurred_at) over dialogue as next_occurred_at
    from steps
    window dialogue as (partition by contact_id, _batch_id order by event_number asc)

),

shown as (

    select
        contact_id || '|' || lpad(cast(event_number as varchar), 6, '0') as suggestion_id,
        contact_id,
        case
            when next_action = 'pick_suggestion' then coalesce(next_article_id, '(unknown)')
            else '(unknown)'
        end as article_id,
        'agent' as audience,
        occurred_at as shown_at,
        case
            when next_action = 'pick_suggestion' then 'accepted'
            when next_action is not null then 'dismissed'
        end as response,
        next_occurred_at as responded_at,
        _batch_id,
        _source_file,
        _source_row,
        -- the same request with another outcome is another version of the row
        md5(concat_ws(
            '|', _row_hash, next_action, next_article_id, cast(next_occurred_at as varchar)
        )) as _row_hash,
        _known_fields,
        source_updated_at
    from followed
    where act = 'request_suggestions'

)

select * from shown
