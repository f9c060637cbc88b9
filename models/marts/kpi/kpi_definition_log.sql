-- Grain: one row per KPI, version of its definition and revision of the fingerprint.
select
    kpi_id,
    definition_version,
    revision,
    fingerprint,
    locked_on,
    reason
from {{ ref('kpi_fingerprints') }}
