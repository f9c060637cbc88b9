{#- Durations in logarithmic buckets 2 % wide, which may be added up over any slice and period.
    duration_bucket(ms): 0 for 0 ms, else 1 + floor(log of ms to base 1.02).
    bucket_seconds(bucket): the duration that stands for a bucket, its geometric middle, in seconds; within 1 % of any member. -#}
{% macro duration_bucket(ms) -%}
    cast(case when {{ ms }} > 0 then 1 + floor(ln({{ ms }}) / ln(1.02)) else 0 end as integer)
{%- endmacro %}

{% macro bucket_seconds(bucket) -%}
    case when {{ bucket }} = 0 then 0.0 else pow(1.02, {{ bucket }} - 0.5) / 1000.0 end
{%- endmacro %}
