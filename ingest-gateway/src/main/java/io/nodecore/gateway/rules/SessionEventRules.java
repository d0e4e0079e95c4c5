package io.nodecore.gateway.rules;

import io.nodecore.proto.ReportSessionEventsRequest;
import io.nodecore.proto.SessionEvent;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The words of the contract, read without regard to case. */
public final class SessionEventRules implements ReportRules<ReportSessionEventsRequest> {

    private static final Set<String> VPN_PROTOCOLS =
            inOrder("vless", "vmess", "trojan", "shadowsocks", "hysteria2", "wireguard", "socks", "http", "mtproto");
    private static final Set<String> EVENT_TYPES = inOrder("online", "offline");

    @Override
    public void check(ReportSessionEventsRequest request, Violations violations) {
        Place report = Place.request(violations);
        for (int i = 0; i < request.getEventsCount() && !violations.isFull(); i++) {
            SessionEvent reported = request.getEvents(i);
            Place event = report.in("events", i);
            event.id("userId", reported.getUserId());
            event.word("protocol", reported.getProtocol(), VPN_PROTOCOLS);
            event.word("eventType", reported.getEventType(), EVENT_TYPES);
            event.time("occurredAt", reported.getOccurredAt());
            if (reported.hasIpAddress()) {
                event.address("ipAddress", reported.getIpAddress());
            }
        }
    }

    private static Set<String> inOrder(String... words) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(List.of(words)));
    }
}
