-- The control plane. Only config-service writes here.

create sequence node_ids;
create sequence node_protocol_ids;
create sequence user_ids;
create sequence subscription_ids;
create sequence link_ids;

create table nodes (
    id              bigint primary key,
    name            text        not null,
    ip              text        not null,
    port            integer     not null,
    region          text        not null,
    domain          text,
    -- When registration or an admin set the profile; a heartbeat's ip that is newer wins.
    profile_at      timestamptz not null,
    registered_at   timestamptz not null,
    -- Canonical JSON {xray?, mtproto?}, without clients.
    templates       text        not null default '{}',
    latest_revision bigint      not null default 0
);

create table node_keys (
    -- SHA-256 of the key, hex.
    hash      text primary key,
    node_id   bigint      not null,
    -- Whether it stands on control.keys: from its first use on, or at once where an admin rotated.
    announced boolean     not null,
    issued_at timestamptz not null
);
create index node_keys_node on node_keys (node_id);

create table registration_codes (
    -- SHA-256 of the code, hex.
    hash       text primary key,
    max_uses   integer     not null,
    expires_at timestamptz not null,
    -- Who redeemed it, in that order.
    node_ids   bigint[]    not null
);

create table node_protocols (
    id       bigint primary key,
    node_id  bigint not null,
    tag      text   not null,
    protocol text   not null,
    unique (node_id, tag)
);

create table node_revisions (
    node_id            bigint      not null,
    revision           bigint      not null,
    cause              text        not null,
    published_at       timestamptz not null,
    client_map         text        not null,
    mtproto_client_map text        not null,
    services           text        not null,
    primary key (node_id, revision)
);

create table users (
    id         bigint primary key,
    name       text        not null,
    status     text        not null,
    created_at timestamptz not null
);

create table subscriptions (
    id                  bigint primary key,
    user_id             bigint      not null,
    status              text        not null,
    traffic_limit_bytes bigint,
    reset_period        text        not null,
    expires_at          timestamptz,
    created_at          timestamptz not null
);
create index subscriptions_user on subscriptions (user_id);
create index subscriptions_expiry on subscriptions (expires_at) where status = 'active';

create table links (
    id               bigint primary key,
    uuid             uuid        not null unique,
    subscription_id  bigint      not null,
    node_protocol_id bigint      not null,
    node_id          bigint      not null,
    created_at       timestamptz not null,
    unique (subscription_id, node_protocol_id)
);
create index links_node on links (node_id);
create index links_node_protocol on links (node_protocol_id);

-- Records of committed decisions that are not yet known to be published; ids grow in the order of the commits.
create table outbox (
    id      bigint generated always as identity primary key,
    topic   text  not null,
    key     text  not null,
    value   bytea,
    headers jsonb not null
);

-- Projection node-status, and the offline marks of the tick.
create table node_status (
    node_id           bigint primary key,
    last_seen_at      timestamptz,
    -- The ip that the newest heartbeat with an ip gave.
    ip                text,
    ip_at             timestamptz,
    reported_revision bigint,
    applied_revision  bigint,
    applied_at        timestamptz,
    applied_report_id text,
    error_at          timestamptz,
    -- The sign of life after which a tick heard nothing for too long; a newer last_seen_at undoes it.
    silent_since      timestamptz
);

create table node_errors (
    -- From the node and the report id, so that a repeat is the same row.
    id          uuid primary key,
    node_id     bigint      not null,
    message     text        not null,
    code        text,
    details     jsonb,
    occurred_at timestamptz not null
);
create index node_errors_node on node_errors (node_id, occurred_at desc, id);
