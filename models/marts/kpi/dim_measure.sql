-- Grain: one row per measure.
select
    measure_id,
    process,
    unit,
    aggregation,
    description
from {{ ref('measures') }}
