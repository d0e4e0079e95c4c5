-- The addresses of each user. ip is canonical text (dotted IPv4, RFC 5952 IPv6); times are the reports' received-at.
-- Rows outlive their facts: node.online-users keeps 7 days, a first_seen_at is never deleted.
create table user_ips (
    user_id       bigint      not null,
    ip            text        not null,
    first_seen_at timestamptz not null,
    last_seen_at  timestamptz not null,
    primary key (user_id, ip)
) with (fillfactor = 80); -- Free space, so that an update of last_seen_at stays on its page.

-- For the jobs: pages of distinct addresses, and addresses that are new.
create index user_ips_by_ip on user_ips (ip);
create index user_ips_by_first_seen on user_ips (first_seen_at);

-- Information about each address, one row however many users share the address. The same transaction writes a row and its fact of
-- ip.enriched to the outbox; an empty table is filled from the topic.
create table ip_infos (
    ip           text primary key,
    provider     text        not null,
    looked_up_at timestamptz not null,
    country      text,
    asn          bigint,
    info         jsonb       not null
);

-- The jobs, one row each. after_ip and the rows of a page change in one transaction, after_ip by compare-and-set: of two processes that
-- hold the lock for a moment, one can commit.
create table enrichment_jobs (
    name          text primary key,
    provider      text        not null,
    state         text        not null check (state in ('running', 'waiting', 'done', 'refused')),
    started_at    timestamptz not null,
    finished_at   timestamptz,
    -- The run looks up addresses first seen after this time; null: all addresses.
    since         timestamptz,
    -- All addresses up to and including this one are done; empty: none.
    after_ip      text        not null,
    total         bigint      not null,
    done          bigint      not null,
    unknown       bigint      not null,
    last_error    text,
    last_error_at timestamptz
);

-- Requests that count against a provider's limit, with the latest time at which each arrived. A restart does not reset the count.
create table provider_requests (
    id       bigint generated always as identity primary key,
    provider text        not null,
    at       timestamptz not null
);
create index provider_requests_by_time on provider_requests (provider, at);

-- The pause that a provider asked for: no request before this time.
create table provider_holds (
    provider text primary key,
    until    timestamptz not null
);

-- The lock of the jobs.
create table shedlock (
    name       varchar(64)  primary key,
    lock_until timestamp    not null,
    locked_at  timestamp    not null,
    locked_by  varchar(255) not null
);

create table outbox (
    id      bigint generated always as identity primary key,
    topic   text  not null,
    key     text  not null,
    value   bytea,
    headers jsonb not null
);

-- The views that other schemas may query.
create view public.user_ips as
select u.user_id, u.ip, u.first_seen_at, u.last_seen_at, i.info, i.looked_up_at as info_updated_at
from user_ips u left join ip_infos i on i.ip = u.ip;

create view public.ip_infos as
select ip, provider, looked_up_at, country, asn, info from ip_infos;

create view public.enrichment_jobs as
select name, provider, state, started_at, finished_at, total, done, unknown, last_error, last_error_at from enrichment_jobs;
