-- A correction is part of the same sums as the reports, and may be read before them: a sum may be below 0 until both are.
alter table usage_minutes drop constraint usage_minutes_bytes_up_check;
alter table usage_minutes drop constraint usage_minutes_bytes_down_check;
alter table subscription_traffic drop constraint subscription_traffic_bytes_up_check;
alter table subscription_traffic drop constraint subscription_traffic_bytes_down_check;
comment on column subscription_traffic.updated_at is 'received-at of the latest report, or time of the latest correction, among them';
