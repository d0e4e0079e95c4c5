-- The addresses of each user. ip is normalised text (dotted IPv4, RFC 5952 IPv6); times are the reports' received-at.
-- Rows outlive their facts: node.online-users keeps 7 days, a first_seen_at is kept for ever.
create table user_ips (
    user_id         bigint      not null,
    ip              text        not null,
    first_seen_at   timestamptz not null,
    last_seen_at    timestamptz not null,
    -- What is known about the address; null until it was looked up.
    info            jsonb,
    info_updated_at timestamptz,
    primary key (user_id, ip)
) with (fillfactor = 80); -- Room for last_seen_at to move within its page, every few seconds.

-- What others may query.
create view public.user_ips as
select user_id, ip, first_seen_at, last_seen_at, info, info_updated_at
from user_ips;
