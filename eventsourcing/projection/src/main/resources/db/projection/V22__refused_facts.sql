-- Facts that went to the dead letters and were not made good since. A row is written in the transaction that passes its fact, and
-- removed in the one that applies the fact at last, when it is redriven. So a redriven fact counts exactly when the fact that it stands
-- for did not: whatever became of it meanwhile, and however often it is redriven.
create table refused_facts (
    projection  text    not null,
    topic       text    not null,
    partition   integer not null,
    fact_offset bigint  not null,
    -- Null where the headers could not be read.
    node_id     bigint,
    report_id   text,
    primary key (projection, topic, partition, fact_offset)
);
create index refused_facts_report on refused_facts (topic, node_id, report_id);

alter table projection_positions
    -- Of facts before this offset it is not known here whether they were refused: they were passed before there was the table above.
    -- Null: known since first_offset. A fact redriven from before counts by the projection's own rule for repeats.
    add column refusals_from bigint;
update projection_positions set refusals_from = next_offset;
