-- Grain: one row per showing of a preset, to an agent or pushed to a customer.
{{ config(meta={'unit': 'contact_id', 'follows': {'int_human_requests': ['party']}}) }}
with suggestions as (

    select * from {{ ref('int_suggestions') }} {{ of_unit('contact_id') }}

),

contacts as (

    select * from {{ ref('int_contacts') }} {{ of_unit('contact_id') }}

),

requests as (

    select * from {{ ref('int_human_requests') }}

),

named as (

    select
        suggestions.suggestion_id,
        suggestions.contact_id,
        suggestions.article_id,
        suggestions.audience,
        suggestions.shown_at,
        suggestions.response,
        suggestions.responded_at,
        coalesce(suggestions.response in ('accepted', 'edited', 'adopted'), false) as is_adopted,
        {{ party('contacts.customer_id', 'suggestions.contact_id') }} as party,
        coalesce(suggestions.responded_at, suggestions.shown_at) as settled_at
    from suggestions
    left join contacts on suggestions.contact_id = contacts.contact_id

),

followed as (

    select distinct named.suggestion_id
    from named
    inner join requests
        on
            named.party = requests.party
            and named.settled_at < requests.requested_at
            and requests.requested_at <= {{ hours_after('named.settled_at', var('recontact_hours')) }}
    where named.audience = 'customer' and named.response = 'adopted'

),

judged as (

    select
        named.* exclude (settled_at),
        named.audience = 'customer'
        and coalesce(named.response = 'adopted', false)
        and followed.suggestion_id is null as is_adopted_without_request
    from named
    left join followed on named.suggestion_id = followed.suggestion_id

)

select * from judged
