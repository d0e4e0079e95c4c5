-- What counts against the limits of subscriptions, by the UTC day on which the report was received; day 'infinity' is all days
-- together. The raw counters stay in subscription_traffic. Whatever the limits and reset periods, the same facts give the same rows.
create table subscription_billing (
    subscription_id bigint  not null,
    day             date    not null,
    bytes_up        bigint  not null,
    bytes_down      bigint  not null,
    -- Each byte times the multiplier that held when it was received: exact, never rounded.
    billed_bytes    numeric not null,
    primary key (subscription_id, day)
) with (fillfactor = 70);

-- What was counted before there were multipliers; on which days is known to a replay only.
insert into subscription_billing (subscription_id, day, bytes_up, bytes_down, billed_bytes)
select subscription_id, 'infinity', bytes_up, bytes_down, bytes_up::numeric + bytes_down from subscription_traffic;

-- The quotas that config-service has decided, from topic control.subscriptions.
create table subscription_terms (
    subscription_id     bigint primary key,
    user_id             bigint not null,
    -- How often limit and reset period were set; a lower one never replaces a higher one.
    quota_epoch         bigint not null,
    since_ms            bigint not null,
    traffic_limit_bytes bigint,
    reset_period        text   not null
);

-- Records of committed transactions that are not yet known to be published. A shadow schema has one of its own, which nobody publishes.
create table outbox (
    id      bigint generated always as identity primary key,
    topic   text  not null,
    key     text  not null,
    value   bytea,
    headers jsonb not null
);
