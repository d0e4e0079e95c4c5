-- cpu in percent, ram and disk in bytes used, rx and tx in bytes per second.
create view public.node_stats_hours as
select node_id, hour, reports, xray_running,
       cpu_min, cpu_sum / nullif(cpu_reports, 0) as cpu_mean, cpu_max,
       ram_min, ram_sum / nullif(ram_reports, 0) as ram_mean, ram_max,
       disk_min, disk_sum / nullif(disk_reports, 0) as disk_mean, disk_max,
       rx_min, rx_sum / nullif(rx_reports, 0) as rx_mean, rx_max,
       tx_min, tx_sum / nullif(tx_reports, 0) as tx_mean, tx_max
from node_stats_hours;
