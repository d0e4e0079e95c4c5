-- Of which shares of their limits subscriptions were told, by quota and period. No part of a projection: a replay neither reads nor
-- changes it, so after an exchange the next report finds a limit that is reached and was not told of.
create table limits_told (
    subscription_id bigint  not null,
    -- Of the period; infinity where the traffic is never reset.
    first_day       date    not null,
    -- Under an earlier quota than the current one, nothing was told of the current one.
    quota_epoch     bigint  not null,
    -- The greatest share.
    percent         integer not null,
    primary key (subscription_id, first_day)
);

-- Until now each was told of when it was crossed.
insert into limits_told (subscription_id, first_day, quota_epoch, percent)
select subscription_id, first_day, quota_epoch, case when billed_bytes >= traffic_limit_bytes then 100 else 80 end
from (
    select terms.subscription_id, terms.quota_epoch, terms.traffic_limit_bytes, sum(used.billed_bytes) as billed_bytes,
           case terms.reset_period when 'none' then 'infinity'::date
                                   else date_trunc(terms.reset_period, used.day::timestamp)::date end as first_day
    from subscription_terms terms
    join subscription_billing used
      on used.subscription_id = terms.subscription_id and (used.day = 'infinity') = (terms.reset_period = 'none')
    where terms.traffic_limit_bytes is not null
    group by 1, 2, 3, 5) period
where billed_bytes > 0 and billed_bytes * 100 >= traffic_limit_bytes::numeric * 80;
