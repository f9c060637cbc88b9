-- Grain: one row per contact, with the issue it is about and where it stands among the contacts of its customer.
-- Does:  names the issue, looks one contact back and one ahead, and decides whether the contact was an issue's first and whether
--        another one followed. Only inbound contacts of known customers have neighbours; any other is an issue of its own.
{% set windows = {'': var('fcr_window_days'), '_1d': 1, '_3d': 3, '_30d': 30} %}
{% set traced = 'case when is_inbound then customer_id end' %}
{{ config(meta={
    'unit': 'party',
    'ripens_at': [
        hours_after('started_at', 24 * windows['']), hours_after('started_at', 24), hours_after('started_at', 72), hours_after('started_at', 720)
    ],
}) }}
with contacts as (

    select * from {{ ref('fct_contact') }} {{ of_unit('party', party(traced, 'contact_id')) }}

),

span as (

    select * from {{ ref('int_data_span') }}

),

named as (

    select
        contacts.contact_id,
        contacts.contact_date,
        contacts.started_at,
        contacts.is_inbound,
        contacts.is_human_conversation,
        contacts.is_inbound and contacts.customer_id is not null as is_traceable,
        {{ party(traced, 'contact_id') }} as party,
        contacts.issue,
        contacts.was_first_transferred_out as is_beyond_level_1
    from contacts

),

simple as (

    select distinct named.contact_id
    from named
    inner join {{ ref('simple_questions') }} as listed
        on
            named.issue = listed.issue_key
            and named.contact_date >= listed.valid_from
            and (listed.valid_to is null or named.contact_date < listed.valid_to)

),

neighboured as (

    -- contacts without a known issue are together in one partition: one issue
    select
        *,
        lag(started_at) over (partition by party order by started_at, contact_id) as customer_before_at,
        lag(started_at) over (partition by party, issue order by started_at, contact_id) as issue_before_at,
        lead(started_at) over (partition by party, issue order by started_at, contact_id) as issue_after_at
    from named

),

judged as (

    select
        neighboured.*,
        simple.contact_id is not null as is_simple_question,
        {% for suffix, days in windows.items() %}
        coalesce({{ hours_after('neighboured.issue_before_at', 24 * days) }} < neighboured.started_at, true) as is_first{{ suffix }},
        coalesce({{ hours_after('neighboured.started_at', 24 * days) }} >= neighboured.issue_after_at, false) as has_repeat{{ suffix }},
        coalesce({{ hours_after('neighboured.started_at', 24 * days) }} <= span.as_of, false) as is_mature{{ suffix }},
        {% endfor %}
        {% for suffix, hours in {'': 24 * var('repeat_window_days'), '_24h': 24, '_48h': 48}.items() %}
        coalesce({{ hours_after('neighboured.customer_before_at', hours) }} >= neighboured.started_at, false) as is_repeat{{ suffix }},
        {% endfor %}
        neighboured.issue is not null as is_issue_known
    from neighboured
    cross join span
    left join simple on neighboured.contact_id = simple.contact_id

),

numbered as (

    select
        *,
        -- a contact that is no first one belongs to the issue of the contact before it
        cast(sum(cast(is_first as integer)) over (
            partition by party, issue order by started_at, contact_id rows between unbounded preceding and current row
        ) as bigint) as issue_no
    from judged

)

select * from numbered
