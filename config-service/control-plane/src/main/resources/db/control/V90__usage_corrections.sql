-- What operators corrected of the usage that nodes reported. The facts stand in topic usage.corrected; nothing here is ever changed.
create sequence usage_correction_ids;

create table usage_corrections (
    id                 bigint primary key,
    node_id            bigint      not null,
    -- revert, scale, reprice, undo
    kind               text        not null,
    -- Usage minutes, or for reprice the times of arrival.
    from_at            timestamptz not null,
    to_at              timestamptz not null,
    user_id            bigint,
    subscription_id    bigint,
    node_protocol_id   bigint,
    -- Of scale, or the multiplier of reprice.
    factor             numeric,
    -- The correction that an undo took back.
    reverts            bigint,
    reason             text        not null,
    author             text        not null,
    decided_at         timestamptz not null,
    -- By partition of node.usage: facts from these offsets on were not looked at.
    read_up_to         jsonb       not null,
    entries            bigint      not null,
    bytes_up_before    numeric     not null,
    bytes_down_before  numeric     not null,
    billed_before      numeric     not null,
    bytes_up_after     numeric     not null,
    bytes_down_after   numeric     not null,
    billed_after       numeric     not null
);
create index usage_corrections_of_node on usage_corrections (node_id, id);
create index usage_corrections_undone on usage_corrections (reverts) where reverts is not null;

-- The facts of a correction, as they stand in the topic: the next correction of the same usage starts from them.
create table usage_correction_parts (
    correction_id bigint  not null,
    part          integer not null,
    node_id       bigint  not null,
    -- Protobuf nodecore.corrections.UsageCorrected.
    value         bytea   not null,
    primary key (correction_id, part)
);
create index usage_correction_parts_of_node on usage_correction_parts (node_id, correction_id);
