-- The tables of the control plane and of operations. Only config-service writes here.

create sequence node_ids;
create sequence node_protocol_ids;
create sequence user_ids;
create sequence subscription_ids;
create sequence link_ids;
create sequence usage_correction_ids;

create table nodes (
    id              bigint primary key,
    name            text        not null,
    ip              text        not null,
    port            integer     not null,
    region          text        not null,
    domain          text,
    -- When the profile was set, by registration or by an admin; a newer ip of a heartbeat has priority.
    profile_at      timestamptz not null,
    registered_at   timestamptz not null,
    -- Canonical JSON {xray?, mtproto?}, without clients.
    templates       text        not null default '{}',
    latest_revision bigint      not null default 0,
    -- How much a byte counts against the limits of subscriptions, unless the node protocol has a multiplier of its own.
    multiplier      numeric     not null default 1 check (multiplier >= 0)
);

create table node_keys (
    -- SHA-256 of the key, hex.
    hash        text primary key,
    node_id     bigint      not null,
    -- Whether it is on control.keys: from its first use on, or at once if an admin rotated the key.
    announced   boolean     not null,
    issued_at   timestamptz not null,
    -- When a key that was rotated with a grace period is revoked.
    valid_until timestamptz
);
create index node_keys_node on node_keys (node_id);
create index node_keys_overdue on node_keys (valid_until) where valid_until is not null;

create table registration_codes (
    -- SHA-256 of the code, hex.
    hash       text primary key,
    max_uses   integer     not null,
    expires_at timestamptz not null,
    -- The nodes that redeemed it, in that order.
    node_ids   bigint[]    not null
);

create table node_protocols (
    id         bigint primary key,
    node_id    bigint not null,
    tag        text   not null,
    protocol   text   not null,
    -- Null means that of the node.
    multiplier numeric check (multiplier >= 0),
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
    id     bigint primary key,
    name   text not null,
    status text not null
);

-- usage-aggregator counts the usage of subscriptions.
create table subscriptions (
    id                  bigint primary key,
    user_id             bigint      not null,
    status              text        not null,
    traffic_limit_bytes bigint,
    reset_period        text        not null,
    expires_at          timestamptz,
    -- How often limit and reset period were set, and when they were set last.
    quota_epoch         bigint      not null default 1,
    quota_since         timestamptz not null default now(),
    -- The start of the latest period in which the limit was reached; 1970 if the traffic is never reset.
    quota_reached_for   timestamptz,
    -- The end of the current period; null if the traffic is never reset.
    quota_resets_at     timestamptz
);
create index subscriptions_user on subscriptions (user_id);
create index subscriptions_expiry on subscriptions (expires_at) where status in ('active', 'limited');
create index subscriptions_reset on subscriptions (status, quota_resets_at) where status in ('active', 'limited');

create table links (
    id               bigint primary key,
    uuid             uuid   not null unique,
    subscription_id  bigint not null,
    node_protocol_id bigint not null,
    node_id          bigint not null,
    unique (subscription_id, node_protocol_id)
);
create index links_node on links (node_id);
create index links_node_protocol on links (node_protocol_id);

-- Records of committed decisions that are not yet known to be published; the ids of a key grow in the order of the commits.
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
    -- The ip of the newest heartbeat that contained one.
    ip                text,
    ip_at             timestamptz,
    reported_revision bigint,
    applied_revision  bigint,
    applied_at        timestamptz,
    error_at          timestamptz,
    -- The last heartbeat before the silence that a tick found; a newer last_seen_at reverts it.
    silent_since      timestamptz
);

create table node_errors (
    -- Derived from the node and the report id, so that a repeat is the same row.
    id          uuid primary key,
    node_id     bigint      not null,
    message     text        not null,
    code        text,
    details     jsonb,
    occurred_at timestamptz not null
);
create index node_errors_node on node_errors (node_id, occurred_at desc, id);

-- The confirmations that were applied, so that a repeat is recognised even if another confirmation came in between. Part of projection
-- node-status.
create table confirmations (
    node_id     bigint      not null,
    report_id   text        not null,
    -- When the report that counted was received.
    received_at timestamptz not null,
    primary key (node_id, report_id)
);
create index confirmations_to_expire on confirmations (node_id, received_at);

-- Orders of replays, as in topic control.replays. Their progress is in the tables of the services that own the projections.
create table replay_orders (
    -- The UTC second of the order, as a decimal number.
    id         bigint primary key,
    projection text  not null,
    -- The record's value.
    said       bytea not null
);

-- Projection dead-letters: the records of the <topic>.dlq topics, one row for each fact and projection that refused it. The values stay
-- in the topics.
create table dead_letters (
    -- Derived from the position in the dead-letter topic, so that a rebuild gives the same id.
    id          bigint      primary key,
    -- In the order in which they were read.
    seq         bigint      not null generated always as identity,
    projection  text        not null,
    -- The position of the fact.
    topic       text        not null,
    partition   integer     not null,
    fact_offset bigint      not null,
    node_id     bigint,
    report_id   text,
    event_id    text,
    received_at timestamptz,
    -- When it became a dead letter, by the broker's clock.
    kept_at     timestamptz not null,
    cause       text        not null,
    size_bytes  integer     not null,
    -- False if the fact is too large for its dead letter: the value is only at the origin.
    value_kept  boolean     not null,
    -- The dead letter whose redriven fact was refused again and became this one.
    redrive_of  bigint,
    -- A projection that fails after it has kept its dead letters keeps them again.
    unique (projection, topic, partition, fact_offset)
);
create index dead_letters_time on dead_letters (kept_at desc, id desc);
create index dead_letters_node on dead_letters (node_id, kept_at desc);
create unique index dead_letters_seq on dead_letters (seq);
-- The redrive reads the dead letters in this order, some hundred at a time.
create index dead_letters_of_facts on dead_letters (topic, partition, fact_offset, id);

-- The dead letters whose redrive admins decided; from topic control.redrives.
create table redrives (
    letter_id  bigint      primary key,
    decided_at timestamptz not null,
    appended   boolean     not null,
    -- The record was deleted from Kafka before it was appended: the redrive is done, and nothing was appended.
    lost       boolean     not null default false
);
create index redrives_to_append on redrives (letter_id) where not appended and not lost;

-- The corrections that operators made of reported usage. The facts are in topic usage.corrected; rows here are never changed.
create table usage_corrections (
    id                 bigint primary key,
    node_id            bigint      not null,
    -- revert, scale, reprice, amend, undo
    kind               text        not null,
    -- Usage minutes, or for reprice the times of arrival.
    from_at            timestamptz not null,
    to_at              timestamptz not null,
    user_id            bigint,
    subscription_id    bigint,
    node_protocol_id   bigint,
    -- The factor of scale, or the multiplier of reprice.
    factor             numeric,
    -- The correction that an undo reversed.
    reverts            bigint,
    reason             text        not null,
    author             text        not null,
    decided_at         timestamptz not null,
    -- By partition of node.usage: facts from these offsets on were not read.
    read_up_to         jsonb       not null,
    entries            bigint      not null,
    bytes_up_before    numeric     not null,
    bytes_down_before  numeric     not null,
    billed_before      numeric     not null,
    bytes_up_after     numeric     not null,
    bytes_down_after   numeric     not null,
    billed_after       numeric     not null,
    -- The sums that an amend set for its range; null if unchanged, and for the other kinds.
    amended_bytes_up   bigint,
    amended_bytes_down bigint
);
create index usage_corrections_of_node on usage_corrections (node_id, id);
create index usage_corrections_undone on usage_corrections (reverts) where reverts is not null;

-- The facts of a correction, as in the topic: the next correction of the same usage starts from them.
create table usage_correction_parts (
    correction_id bigint  not null,
    part          integer not null,
    node_id       bigint  not null,
    -- Protobuf nodecore.corrections.UsageCorrected.
    value         bytea   not null,
    primary key (correction_id, part)
);
create index usage_correction_parts_of_node on usage_correction_parts (node_id, correction_id);
