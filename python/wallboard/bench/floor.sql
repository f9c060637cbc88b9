-- Grain: one row. The least that a pass over the messages can cost: all their columns but the text, read and hashed.
select bit_xor(hash(message_id, contact_id, sent_at, author_type, author_id, visibility, script_id, is_auto)) as hash
from read_parquet(getvariable('raw') || '/native/messages/**/*.parquet')
