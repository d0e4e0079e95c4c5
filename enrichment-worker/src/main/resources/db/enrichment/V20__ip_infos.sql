-- What is known about each address, once however many users share it. From topic ip.enriched: whoever writes a row has put the same
-- into the outbox in the same transaction, and an empty table is filled from the topic.
create table ip_infos (
    ip           text primary key,
    provider     text        not null,
    looked_up_at timestamptz not null,
    country      text,
    asn          bigint,
    info         jsonb       not null
);

drop view public.user_ips;
alter table user_ips drop column info, drop column info_updated_at;
create view public.user_ips as
select u.user_id, u.ip, u.first_seen_at, u.last_seen_at, i.info, i.looked_up_at as info_updated_at
from user_ips u left join ip_infos i on i.ip = u.ip;

create view public.ip_infos as
select ip, provider, looked_up_at, country, asn, info from ip_infos;

-- For the jobs: pages of distinct addresses, and those that are new.
create index user_ips_by_ip on user_ips (ip);
create index user_ips_by_first_seen on user_ips (first_seen_at);

-- The jobs, one row each. next_ip moves with the rows of each page, by compare-and-set: of two processes that hold the same job for a
-- moment only one can go on.
create table enrichment_jobs (
    name          text primary key,
    provider      text        not null,
    state         text        not null check (state in ('running', 'waiting', 'done', 'refused')),
    started_at    timestamptz not null,
    finished_at   timestamptz,
    -- Addresses first seen after this are looked at; null: all of them.
    since         timestamptz,
    -- Those that were looked up before this are looked up again.
    stale_before  timestamptz not null,
    -- Every address up to and including this one is done; empty: none.
    after_ip      text        not null,
    total         bigint      not null,
    done          bigint      not null,
    unknown       bigint      not null,
    last_error    text,
    last_error_at timestamptz
);
create view public.enrichment_jobs as
select name, provider, state, started_at, finished_at, total, done, unknown, last_error, last_error_at from enrichment_jobs;

-- Requests that count against a provider's limit: when each had surely arrived there. Survives restarts, as the provider's count does.
create table provider_requests (
    id       bigint generated always as identity primary key,
    provider text        not null,
    at       timestamptz not null
);
create index provider_requests_by_time on provider_requests (provider, at);

-- Until when a provider wants to be left alone.
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
