-- Projection dead-letters: what stands in the <topic>.dlq topics, one row for each fact and projection that refused it. Values stay in
-- the topics.
create table dead_letters (
    -- From the place in the dead-letter topic, so that a rebuild gives the same.
    id          bigint      primary key,
    -- In the order in which they were read.
    seq         bigint      not null generated always as identity,
    projection  text        not null,
    -- Where the fact stands.
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
    -- False where the fact is too large for its letter: the value stands at the origin alone.
    value_kept  boolean     not null,
    -- The letter whose redriving ended here, where it is one that was refused again.
    redrive_of  bigint,
    -- A projection that fails after it has kept its letters keeps them again.
    unique (projection, topic, partition, fact_offset)
);
create index dead_letters_time on dead_letters (kept_at desc, id desc);
create index dead_letters_node on dead_letters (node_id, kept_at desc);
create unique index dead_letters_seq on dead_letters (seq);

-- What admins have decided to append again; from topic control.redrives.
create table redrives (
    letter_id  bigint      primary key,
    decided_at timestamptz not null,
    appended   boolean     not null
);
create index redrives_to_append on redrives (letter_id) where not appended;
