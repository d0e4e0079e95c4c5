-- The views that other services may query. They are in a separate folder, because a shadow schema has the tables without the views. The
-- number is higher than those of the folders that it reads from. A sum is shown in the range of a bigint: a sum beyond it is shown as the
-- greatest or the smallest bigint. The table keeps the exact sum.
create or replace function public.saturated_bigint(amount numeric) returns bigint
    language sql immutable parallel safe
    return greatest(least(amount, 9223372036854775807), -9223372036854775808)::bigint;

create view public.usage_minutes as
select minute, node_id, user_id, subscription_id, node_protocol_id,
       public.saturated_bigint(bytes_up) as bytes_up, public.saturated_bigint(bytes_down) as bytes_down
from usage_minutes;

create view public.usage_hours as
select hour, node_id, user_id, subscription_id, node_protocol_id,
       public.saturated_bigint(bytes_up) as bytes_up, public.saturated_bigint(bytes_down) as bytes_down
from usage_hours;

create view public.usage_days as
select day, node_id, user_id, subscription_id, node_protocol_id,
       public.saturated_bigint(bytes_up) as bytes_up, public.saturated_bigint(bytes_down) as bytes_down
from usage_days;

create view public.node_usage_hours as
select node_id, hour,
       public.saturated_bigint(bytes_up) as bytes_up, public.saturated_bigint(bytes_down) as bytes_down
from node_usage_hours;

create view public.subscription_traffic as
select subscription_id, public.saturated_bigint(bytes_up) as bytes_up, public.saturated_bigint(bytes_down) as bytes_down, updated_at
from subscription_traffic;

create view public.node_outbounds as
select node_id, tag, public.saturated_bigint(traffic_bytes_up) as traffic_bytes_up,
       public.saturated_bigint(traffic_bytes_down) as traffic_bytes_down
from node_outbounds;

create view public.session_events as
select id, node_id, user_id, protocol, event_type, occurred_at, ip_address
from session_events;

-- Day 'infinity' is the sum of all days.
create view public.subscription_billing as
select subscription_id, day, public.saturated_bigint(bytes_up) as bytes_up, public.saturated_bigint(bytes_down) as bytes_down, billed_bytes
from subscription_billing
union all
select subscription_id, 'infinity'::date, public.saturated_bigint(bytes_up), public.saturated_bigint(bytes_down), billed_bytes
from subscription_traffic;

-- cpu in percent, ram and disk in bytes used, rx and tx in bytes per second.
create view public.node_stats_hours as
select node_id, hour, reports, xray_running,
       cpu_min, cpu_sum / nullif(cpu_reports, 0) as cpu_mean, cpu_max,
       ram_min, ram_sum / nullif(ram_reports, 0) as ram_mean, ram_max,
       disk_min, disk_sum / nullif(disk_reports, 0) as disk_mean, disk_max,
       rx_min, rx_sum / nullif(rx_reports, 0) as rx_mean, rx_max,
       tx_min, tx_sum / nullif(tx_reports, 0) as tx_mean, tx_max
from node_stats_hours;

-- The facts that are in the usage tables: from first_offset (inclusive) to next_offset (exclusive).
create view public.usage_positions as
select topic, partition, first_offset, next_offset
from projection_positions
where projection = 'usage';
