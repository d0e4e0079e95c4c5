-- Where subscriptions stand with their limits. What they have used is counted by usage-aggregator.
alter table subscriptions
    -- How often limit and reset period were set, and when last.
    add column quota_epoch       bigint      not null default 1,
    add column quota_since       timestamptz not null default now(),
    -- The start of the latest period in which the limit was reached; 1970 where the traffic is never reset.
    add column quota_reached_for timestamptz,
    -- The end of the current period; null where the traffic is never reset.
    add column quota_resets_at   timestamptz;

update subscriptions
set quota_since = created_at,
    quota_resets_at = case
        when reset_period <> 'none'
            then (date_trunc(reset_period, now() at time zone 'UTC') + ('1 ' || reset_period)::interval) at time zone 'UTC'
    end;

create index subscriptions_reset on subscriptions (status, quota_resets_at) where status in ('active', 'limited');

-- A limited one expires as well.
drop index subscriptions_expiry;
create index subscriptions_expiry on subscriptions (expires_at) where status in ('active', 'limited');
