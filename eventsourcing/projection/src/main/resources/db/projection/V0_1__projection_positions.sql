-- Where each projection stands. A row changes only in the transaction that changes the projection's rows, by compare-and-set on
-- (next_offset, epoch); whoever takes a partition over raises its epoch, which fences the owner before.
create table projection_positions (
    projection  text        not null,
    topic       text        not null,
    partition   integer     not null check (partition >= 0),
    next_offset bigint      not null check (next_offset >= 0),
    epoch       bigint      not null check (epoch >= 1),
    -- For operators only: when the row was last written, by the database's clock.
    updated_at  timestamptz not null,
    primary key (projection, topic, partition)
);
