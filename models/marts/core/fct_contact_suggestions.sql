-- Grain: one row per contact with a suggestion to the agent or a push to the customer.
{{ config(meta={'unit': 'contact_id'}) }}
with suggestions as (

    select * from {{ ref('fct_suggestion') }} {{ of_unit('contact_id') }}

),

summarised as (

    select
        contact_id,
        {{ count_if("audience = 'agent'") }} as suggestions_shown,
        {{ count_if("audience = 'agent' and response = 'accepted'") }} as suggestions_accepted,
        {{ count_if("audience = 'agent' and response = 'edited'") }} as suggestions_edited,
        {{ count_if("audience = 'agent' and response = 'dismissed'") }} as suggestions_dismissed,
        {{ count_if("audience = 'customer'") }} as pushes_shown,
        {{ count_if("audience = 'customer' and response in ('adopted', 'rejected')") }} as pushes_rated,
        {{ count_if("audience = 'customer' and response = 'adopted'") }} as pushes_adopted,
        {{ count_if('is_adopted_without_request') }} as pushes_adopted_without_request
    from suggestions
    group by contact_id

)

select * from summarised
