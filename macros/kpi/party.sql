{#- party(customer_id, contact_id): who stands behind a contact: the customer where known, else the contact alone. -#}
{% macro party(customer_id, contact_id) -%}
    coalesce('customer ' || {{ customer_id }}, 'contact ' || {{ contact_id }})
{%- endmacro %}
