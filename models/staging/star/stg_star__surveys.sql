-- Grain: one row per dialogue whose customer answered a known question.
-- Does:  "calm and helpful" is the satisfaction score, 0 or 1; the task's own questions say whether
--        the issue was resolved, yes only when all of them do. The questionnaire comes at the end
--        of the dialogue and has no time of its own.
with answers as (

    select * from {{ ref('stg_star__answers') }}
    where
        quarantine_reason is null
        and subject is not null
        and is_yes is not null

),

contacts as (

    select
        contact_id,
        max(ended_at) as ended_at
    from {{ ref('stg_star__contacts') }}
    group by contact_id

),

summed as (

    select
        contact_id,
        max(agent_id) as agent_id,
        min(case when subject = 'satisfaction' then case when is_yes then 1 else 0 end end)
            as score,
        min(case when subject = 'resolution' then case when is_yes then 1 else 0 end end)
            as resolved,
        _batch_id,
        min(_source_file) as _source_file,
        min(_source_row) as _source_row,
        count(*) as answers_given,
        max(source_updated_at) as source_updated_at
    from answers
    group by contact_id, _batch_id

),

answered as (

    select
        summed.contact_id || '|survey' as survey_id,
        'csat' as kind,
        summed.contact_id,
        summed.agent_id,
        contacts.ended_at as invited_at,
        contacts.ended_at as responded_at,
        cast(summed.score as double) as score,
        cast(0 as double) as scale_min,
        cast(1 as double) as scale_max,
        summed.resolved = 1 as is_resolved,
        summed._batch_id,
        summed._source_file,
        summed._source_row,
        md5(concat_ws(
            '|', summed.contact_id, coalesce(cast(summed.score as varchar), '?'),
            coalesce(cast(summed.resolved as varchar), '?')
        )) as _row_hash,
        cast(summed.answers_given as integer) as _known_fields,
        summed.source_updated_at
    from summed
    inner join contacts on summed.contact_id = contacts.contact_id

)

select * from answered
