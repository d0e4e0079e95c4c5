-- Which confirmations were applied, so that a repeat is known also when another one came between. Part of projection node-status.
create table confirmations (
    node_id     bigint      not null,
    report_id   text        not null,
    -- When the one that counted was received.
    received_at timestamptz not null,
    primary key (node_id, report_id)
);
create index confirmations_to_expire on confirmations (node_id, received_at);

insert into confirmations (node_id, report_id, received_at)
select node_id, applied_report_id, applied_at
from node_status
where applied_report_id is not null;

alter table node_status drop column applied_report_id;
