-- Question: how far apart are the literal and the strict reading of the articles' ten KPIs?
select
    kpis.dictionary_no,
    kpis.reading,
    kpis.kpi_id,
    kpis.name_zh,
    sum(daily.numerator) as numerator,
    sum(daily.denominator) as denominator,
    {{ kpi_value('sum(daily.numerator)', 'sum(daily.denominator)') }} as kpi_value
from {{ ref('kpi_daily') }} as daily
inner join {{ ref('dim_kpi') }} as kpis on daily.kpi_id = kpis.kpi_id
where kpis.source like 'S2#%' and kpis.kind in ('ratio', 'mean')
group by kpis.dictionary_no, kpis.reading, kpis.kpi_id, kpis.name_zh
order by kpis.dictionary_no, kpis.reading
