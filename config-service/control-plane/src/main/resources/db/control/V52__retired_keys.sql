-- When a key that was rotated with a grace period is revoked.
alter table node_keys add column valid_until timestamptz;
create index node_keys_overdue on node_keys (valid_until) where valid_until is not null;
