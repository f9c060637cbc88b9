-- Grain: one row. The least that a pass over the messages can cost if their (folded) text is looked at.
select bit_xor(hash(message_id, contact_id, sent_at, author_type, author_id, visibility, script_id, is_auto, body_folded)) as hash
from read_parquet(getvariable('raw') || '/native/messages/**/*.parquet')
