-- Events become sessions by their neighbours of one (user, node, protocol, address): each of them is one look-up.
create index session_events_of_session
    on session_events (user_id, node_id, protocol, coalesce(ip_address, ''), occurred_at, event_type);
