-- Grain: one row per contact in which a sensitive word was said.
{{ config(meta={'unit': 'contact_id'}) }}
select
    contact_id,
    {{ sum_if('hits', "author_type = 'agent'") }} as sensitive_hits,
    {{ sum_if('hits', "author_type = 'customer'") }} as sensitive_hits_customer
from {{ ref('fct_sensitive_hit') }} {{ of_unit('contact_id') }}
group by contact_id
