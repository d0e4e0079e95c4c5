-- The shares of limits for which events were published: subscriptions that are near their limits.
create view public.notified_limits as
select subscription_id, first_day, quota_epoch, percent
from notified_limits;
