-- Grain: one row per message and lexicon term found in it, as the lexicon stood on the message's (UTC) day.
{{ config(pre_hook="{{ set_sensitive_pattern() }}", meta={'unit': 'contact_id'}) }}
with messages as (

    select * from {{ ref('int_messages') }} {{ of_unit('contact_id') }}
    where {{ may_be_sensitive('body_folded') }}

),

lexicon as (

    select * from {{ ref('sensitive_words') }}

),

matched as (

    select
        messages.message_id,
        messages.contact_id,
        messages.sent_at,
        messages.author_type,
        lexicon.term,
        lexicon.category,
        lexicon.lexicon_version,
        {{ count_term('messages.body_folded', 'lexicon.term') }} as hits,
        messages.author_id
    from messages
    inner join lexicon
        on
            contains(messages.body_folded, lexicon.term)
            and cast(messages.sent_at as date) >= lexicon.valid_from
            and (lexicon.valid_to is null or cast(messages.sent_at as date) < lexicon.valid_to)
    where
        messages.author_type in ('agent', 'customer')
        and {{ is_public('messages.visibility') }}
        and not (messages.author_type = 'agent' and coalesce(messages.is_auto, false))

)

select * from matched
where hits > 0
