-- What others may query. In a folder of its own: a shadow schema has the tables without the views.
create view public.usage_minutes as
select minute, node_id, user_id, subscription_id, node_protocol_id, bytes_up, bytes_down
from usage_minutes;

create view public.subscription_traffic as
select subscription_id, bytes_up, bytes_down, updated_at
from subscription_traffic;

create view public.node_outbounds as
select node_id, tag, traffic_bytes_up, traffic_bytes_down
from node_outbounds;

create view public.session_events as
select id, node_id, user_id, protocol, event_type, occurred_at, ip_address
from session_events;
