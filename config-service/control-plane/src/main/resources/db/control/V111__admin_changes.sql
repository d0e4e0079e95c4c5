-- Who changed what, when, by which token; from topic control.changes. Rows are never changed.
create table admin_changes (
    -- A UUID of version 7, whose order is the order of the decisions.
    decision    uuid        not null,
    -- Position among the changes of the decision, from 0.
    ordinal     integer     not null,
    decided_at  timestamptz not null,
    -- Such as user.created.
    kind        text        not null,
    resource    text        not null,
    resource_id text        not null,
    cause       text        not null,
    -- 0 for ADMIN_TOKEN; null if no token decided it.
    token_id    bigint,
    token_name  text,
    primary key (decision, ordinal)
);
create index admin_changes_of_resource on admin_changes (resource, resource_id, decision, ordinal);
create index admin_changes_of_resources on admin_changes (resource, decision, ordinal);
create index admin_changes_of_kind on admin_changes (kind, decision, ordinal);
create index admin_changes_of_id on admin_changes (resource_id, decision, ordinal);
create index admin_changes_of_token on admin_changes (token_id, decision, ordinal);
