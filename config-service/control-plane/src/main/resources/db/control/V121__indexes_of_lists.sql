-- Each sort of a list, with each filter that selects few rows. Names are compared by their code points in lower case, so that the order
-- depends on no locale.
create index nodes_by_name on nodes (lower(name collate pg_c_utf8), id);
create index nodes_by_region on nodes (region, id);

create index users_by_name on users (lower(name collate pg_c_utf8), id);
create index users_by_status on users (status, id);
create index users_by_status_and_name on users (status, lower(name collate pg_c_utf8), id);

create index subscriptions_by_status on subscriptions (status, id);
create index subscriptions_by_expiry on subscriptions (coalesce(expires_at, 'infinity'::timestamptz), id);
create index subscriptions_by_status_and_expiry on subscriptions (status, coalesce(expires_at, 'infinity'::timestamptz), id);
create index subscriptions_to_expire on subscriptions (coalesce(expires_at, 'infinity'::timestamptz), id)
    where status in ('active', 'limited');
