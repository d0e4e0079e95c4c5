-- What operators want of replays, as topic control.replays has it. What becomes of it stands in the tables of the services that own the
-- projections.
create table replay_orders (
    -- The UTC second of the order, as people write it.
    id         bigint primary key,
    projection text  not null,
    -- The record's value.
    said       bytea not null
);
