-- Day 'infinity' is all days together.
create view public.subscription_billing as
select subscription_id, day, bytes_up, bytes_down, billed_bytes
from subscription_billing;
