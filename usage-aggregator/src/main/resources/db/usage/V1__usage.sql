-- Amounts per UTC minute. subscription_id 0 stands for none.
create table usage_minutes (
    minute           timestamptz not null,
    node_id          bigint      not null,
    user_id          bigint      not null,
    subscription_id  bigint      not null,
    node_protocol_id bigint      not null,
    bytes_up         bigint      not null check (bytes_up >= 0),
    bytes_down       bigint      not null check (bytes_down >= 0),
    primary key (minute, node_id, user_id, subscription_id, node_protocol_id)
) partition by range (minute);

-- Every month that a node may sensibly report, made now: no table is ever made while facts are applied. What lies outside (clocks
-- that are off by years) is kept all the same.
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

-- All bytes that were ever reported for a subscription.
create table subscription_traffic (
    subscription_id bigint primary key,
    bytes_up        bigint      not null check (bytes_up >= 0),
    bytes_down      bigint      not null check (bytes_down >= 0),
    -- received-at of the latest report among them.
    updated_at      timestamptz not null
) with (fillfactor = 70); -- Room for the counters to move within their page.

create table node_outbounds (
    node_id            bigint not null,
    tag                text   not null,
    traffic_bytes_up   bigint not null check (traffic_bytes_up >= 0),
    traffic_bytes_down bigint not null check (traffic_bytes_down >= 0),
    primary key (node_id, tag)
) with (fillfactor = 70);

create table session_events (
    -- A digest of the other columns: the same event has the same id, whoever reports it again.
    id          text primary key,
    node_id     bigint      not null,
    user_id     bigint      not null,
    protocol    text        not null,
    event_type  text        not null,
    occurred_at timestamptz not null,
    ip_address  text
);
create index session_events_of_user on session_events (user_id, occurred_at);

-- Which reports were applied, so that a repeat is known. The rule stands in ReportIdsTable.
--
-- In pieces by node, so that vacuum works on small tables and indexes. Not in pieces by time: partitions of a topic may be read days
-- apart (a replay does), and a piece that one of them no longer needs may be the one that another is writing.
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
