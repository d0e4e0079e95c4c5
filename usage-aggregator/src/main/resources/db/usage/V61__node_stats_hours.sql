-- How the nodes felt, by the UTC hour in which the report was received. Rows outlive their facts: node.stats keeps 1 day, a row stays for
-- a year. So a replay rebuilds the last day, and must not drop the rest.
--
-- Sums, not means, because sums can be added to; numeric, because they come out the same in whatever pieces the reports are read.
-- Figures are cut to 3 decimals. <figure>_reports counts those that had the figure; without any, min and max are null.
create table node_stats_hours (
    node_id         bigint      not null,
    hour            timestamptz not null,
    reports         bigint      not null,
    xray_running    bigint      not null, -- reports with Xray running
    cpu_reports     bigint      not null,
    cpu_min         numeric,
    cpu_sum         numeric     not null,
    cpu_max         numeric,
    ram_reports     bigint      not null,
    ram_min         numeric,
    ram_sum         numeric     not null,
    ram_max         numeric,
    disk_reports    bigint      not null,
    disk_min        numeric,
    disk_sum        numeric     not null,
    disk_max        numeric,
    rx_reports      bigint      not null,
    rx_min          numeric,
    rx_sum          numeric     not null,
    rx_max          numeric,
    tx_reports      bigint      not null,
    tx_min          numeric,
    tx_sum          numeric     not null,
    tx_max          numeric,
    primary key (node_id, hour)
) with (fillfactor = 50); -- The running hour of every node moves within its page, several times a second.
