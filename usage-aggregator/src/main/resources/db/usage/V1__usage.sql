-- Sums of bytes are numeric: they are exact for any reported amount, so no report is refused because of a sum, and their order does not
-- matter. The public views show them as bigint.

-- Bytes per UTC minute; subscription_id 0 means none. A correction is added to the same sums as the reports and may be read before them: a
-- sum may be below 0 until both are read.
create table usage_minutes (
    minute           timestamptz not null,
    node_id          bigint      not null,
    user_id          bigint      not null,
    subscription_id  bigint      not null,
    node_protocol_id bigint      not null,
    bytes_up         numeric     not null,
    bytes_down       numeric     not null,
    primary key (minute, node_id, user_id, subscription_id, node_protocol_id)
) partition by range (minute);

-- Partitions for all months that a node may plausibly report are created here: no table is created while facts are applied. Other minutes
-- (clocks of nodes that are off by years) are in the default partition.
do $$
declare
    first_day date := date '2025-01-01';
begin
    while first_day < date '2036-01-01' loop
        execute format(
            'create table %I partition of usage_minutes for values from (%L) to (%L)',
            'usage_minutes_' || to_char(first_day, 'YYYY_MM'),
            first_day::text || ' 00:00:00+00',
            (first_day + interval '1 month')::date::text || ' 00:00:00+00');
        first_day := first_day + interval '1 month';
    end loop;
end $$;
create table usage_minutes_other partition of usage_minutes default;

-- The same sums by UTC hour and by UTC day, written in the transaction of the minutes. A row is updated by every minute that belongs to it:
-- half of each page is left free for that, so that no index is updated.
create table usage_hours (
    hour             timestamptz not null,
    node_id          bigint      not null,
    user_id          bigint      not null,
    subscription_id  bigint      not null,
    node_protocol_id bigint      not null,
    bytes_up         numeric     not null,
    bytes_down       numeric     not null,
    primary key (hour, node_id, user_id, subscription_id, node_protocol_id)
) partition by range (hour);

create table usage_days (
    day              date    not null,
    node_id          bigint  not null,
    user_id          bigint  not null,
    subscription_id  bigint  not null,
    node_protocol_id bigint  not null,
    bytes_up         numeric not null,
    bytes_down       numeric not null,
    primary key (day, node_id, user_id, subscription_id, node_protocol_id)
) partition by range (day);

do $$
declare
    first_day date := date '2025-01-01';
begin
    while first_day < date '2036-01-01' loop
        execute format(
            'create table %I partition of usage_hours for values from (%L) to (%L) with (fillfactor = 50)',
            'usage_hours_' || to_char(first_day, 'YYYY_"q"Q'),
            first_day::text || ' 00:00:00+00',
            (first_day + interval '3 months')::date::text || ' 00:00:00+00');
        first_day := first_day + interval '3 months';
    end loop;
    for year in 2025..2035 loop
        execute format(
            'create table %I partition of usage_days for values from (%L) to (%L) with (fillfactor = 50)',
            'usage_days_' || year, make_date(year, 1, 1), make_date(year + 1, 1, 1));
    end loop;
end $$;
create table usage_hours_other partition of usage_hours default with (fillfactor = 50);
create table usage_days_other partition of usage_days default with (fillfactor = 50);

-- Minutes have no such indexes: a query of a user's minutes finds their keys in the hours.
create index usage_hours_of_user on usage_hours (user_id, hour);
create index usage_hours_of_subscription on usage_hours (subscription_id, hour);
create index usage_hours_of_node on usage_hours (node_id, hour);
create index usage_days_of_user on usage_days (user_id, day);
create index usage_days_of_subscription on usage_days (subscription_id, day);
create index usage_days_of_node on usage_days (node_id, day);

-- The bytes of all users of a node by UTC hour.
create table node_usage_hours (
    node_id    bigint      not null,
    hour       timestamptz not null,
    bytes_up   numeric     not null,
    bytes_down numeric     not null,
    primary key (node_id, hour)
) with (fillfactor = 50);
create index node_usage_hours_by_hour on node_usage_hours (hour);

-- All bytes that were reported for a subscription.
create table subscription_traffic (
    subscription_id bigint primary key,
    bytes_up        numeric     not null,
    bytes_down      numeric     not null,
    -- The bytes that count against a limit: each byte times the multiplier that applied when it was received, exact.
    billed_bytes    numeric     not null,
    -- received-at of the latest report, or the time of the latest correction, among them.
    updated_at      timestamptz not null
) with (fillfactor = 50); -- Room for new versions of the rows, so that no index is touched.

create table node_outbounds (
    node_id            bigint  not null,
    tag                text    not null,
    traffic_bytes_up   numeric not null check (traffic_bytes_up >= 0),
    traffic_bytes_down numeric not null check (traffic_bytes_down >= 0),
    primary key (node_id, tag)
) with (fillfactor = 70);

create table session_events (
    -- A digest of the other columns: a repeated event has the same id.
    id          text primary key,
    node_id     bigint      not null,
    user_id     bigint      not null,
    protocol    text        not null,
    event_type  text        not null,
    occurred_at timestamptz not null,
    ip_address  text
);
create index session_events_of_user on session_events (user_id, occurred_at);
-- Events are paired to sessions with their neighbours of one (user, node, protocol, address): each neighbour is one look-up.
create index session_events_of_session
    on session_events (user_id, node_id, protocol, coalesce(ip_address, ''), occurred_at, event_type);

-- The ids of reports that were applied, so that a repeat is recognised. ReportIdsTable defines the rule.
--
-- Partitioned by node, so that vacuum works on small tables and indexes. Not by time: the partitions of a topic may be read days apart (a
-- replay does), and a part that one reader no longer needs may be the one to which another one writes.
create table report_ids (
    topic          text   not null,
    node_id        bigint not null,
    report_id      text   not null,
    -- When the report that counted was received, Unix milliseconds.
    received_at_ms bigint not null,
    primary key (topic, node_id, report_id)
) partition by hash (node_id);

do $$
begin
    for piece in 0..7 loop
        execute format(
            'create table %I partition of report_ids for values with (modulus 8, remainder %s)', 'report_ids_' || piece, piece);
    end loop;
end $$;
create index report_ids_to_expire on report_ids (topic, node_id, received_at_ms);

-- The usage that counts against the limits of subscriptions, by the UTC day on which the report was received; the sum of all days is in
-- subscription_traffic. With any limits and reset periods, the same facts give the same rows.
create table subscription_billing (
    subscription_id bigint  not null,
    day             date    not null,
    bytes_up        numeric not null,
    bytes_down      numeric not null,
    -- Each byte times the multiplier that applied when it was received: exact, never rounded.
    billed_bytes    numeric not null,
    primary key (subscription_id, day)
) with (fillfactor = 50);

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

-- Records of committed transactions that are not yet known to be published. A shadow schema has its own outbox, which is not published.
create table outbox (
    id      bigint generated always as identity primary key,
    topic   text  not null,
    key     text  not null,
    value   bytea,
    headers jsonb not null
);

-- The shares of limits for which events were published, by quota and period. Not part of a projection: a replay neither reads nor changes
-- it, so after an exchange of tables the next report finds a reached limit that has no event.
create table notified_limits (
    subscription_id bigint  not null,
    -- Of the period; infinity if the traffic is never reset.
    first_day       date    not null,
    -- If this is an earlier quota than the current one, the current one has no event yet.
    quota_epoch     bigint  not null,
    -- The greatest share.
    percent         integer not null,
    primary key (subscription_id, first_day)
);

-- Stats of nodes by the UTC hour in which the report was received. Rows outlive their facts: node.stats keeps 1 day, a row is kept for
-- a year. So a replay rebuilds the last day, and must not drop the rest.
--
-- Sums, not means, because sums can be added to; numeric, because the result does not depend on the batches of reports. Figures are cut to
-- 3 decimals. <figure>_reports counts the reports that had the figure; if there are none, min and max are null.
create table node_stats_hours (
    node_id         bigint      not null,
    hour            timestamptz not null,
    reports         bigint      not null,
    xray_running    bigint      not null, -- reports with Xray running
    cpu_reports     bigint      not null,
    cpu_min         numeric,
    cpu_sum         numeric     not null,
    cpu_max         numeric,
    ram_reports     bigint      not null,
    ram_min         numeric,
    ram_sum         numeric     not null,
    ram_max         numeric,
    disk_reports    bigint      not null,
    disk_min        numeric,
    disk_sum        numeric     not null,
    disk_max        numeric,
    rx_reports      bigint      not null,
    rx_min          numeric,
    rx_sum          numeric     not null,
    rx_max          numeric,
    tx_reports      bigint      not null,
    tx_min          numeric,
    tx_sum          numeric     not null,
    tx_max          numeric,
    primary key (node_id, hour)
) with (fillfactor = 50); -- The running hour of every node moves within its page, several times a second.
