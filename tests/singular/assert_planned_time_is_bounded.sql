-- No planned time of a team and day is kept, paid or attended more often than it was planned, and agents leave once.
select
    measure_date,
    team_id,
    sum(measure_value) filter (where measure_id = 'scheduled_ms') as scheduled_ms
from {{ ref('fct_measure_daily') }}
where measure_id in ('scheduled_ms', 'adherent_ms', 'paid_ms', 'scheduled_logged_in_ms', 'agents_left', 'agent_days_employed')
group by measure_date, team_id
having
    greatest(
        max(measure_value) filter (where measure_id = 'adherent_ms'),
        max(measure_value) filter (where measure_id = 'paid_ms'),
        max(measure_value) filter (where measure_id = 'scheduled_logged_in_ms')
    ) > coalesce(max(measure_value) filter (where measure_id = 'scheduled_ms'), 0)
    or max(measure_value) filter (where measure_id = 'agents_left')
    > coalesce(max(measure_value) filter (where measure_id = 'agent_days_employed'), 0)
