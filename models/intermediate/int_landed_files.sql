-- Grain: one row per file delivered, as the landing wrote it down.
-- Does:  gathers what lies in a small file for each of them, so that the books of the load open these once.
{{ config(materialized='file_by_file', meta={'file_of': 'batch_id'}) }}
select * from {{ source('landing', 'audit') }}
