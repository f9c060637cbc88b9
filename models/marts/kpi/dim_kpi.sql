-- Grain: one row per KPI and version of its definition.
with catalogue as (

    select * from {{ ref('kpi_catalogue') }}

),

described as (

    select
        kpi_id,
        definition_version,
        dictionary_no,
        name_en,
        name_zh,
        formula,
        kind,
        family,
        theme,
        reading,
        source,
        numerator,
        denominator,
        per,
        quantile,
        top_members,
        unit,
        better,
        floor,
        ceiling,
        sliceable_by,
        cohort,
        min_sample,
        coalesce(business_hours = 'yes', false) as has_business_hours,
        legacy24_no,
        legacy24_status,
        appraisal_ok = 'yes' as is_appraisal_ok,
        status,
        valid_from,
        valid_to,
        owner
    from catalogue

)

select * from described
