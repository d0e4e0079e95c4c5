-- What went wrong last in each partition, for operators only. Apart from the positions, whose rows the owner locks while it works.
create table projection_errors (
    projection text        not null,
    topic      text        not null,
    partition  integer     not null,
    error      text        not null,
    -- When it was written down: at once, or as soon as the database was there again.
    met_at     timestamptz not null,
    primary key (projection, topic, partition)
);
