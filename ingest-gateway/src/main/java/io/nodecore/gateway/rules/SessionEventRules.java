package io.nodecore.gateway.rules;

import io.nodecore.proto.ReportSessionEventsRequest;
import io.nodecore.proto.SessionEvent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words of the contract, read without regard to case and surrounding white space. An unreadable address is omitted. */
public final class SessionEventRules implements ReportRules<ReportSessionEventsRequest> {

    private static final Map<String, String> VPN_PROTOCOLS = words(
            Map.of("hysteria", "hysteria2"),
            "vless",
            "vmess",
            "trojan",
            "shadowsocks",
            "hysteria2",
            "wireguard",
            "socks",
            "http",
            "mtproto");
    private static final Map<String, String> EVENT_TYPES = words(Map.of(), "online", "offline");

    @Override
    public ReportSessionEventsRequest canonical(ReportSessionEventsRequest request, Violations violations) {
        ReportSessionEventsRequest.@Nullable Builder respelled = null;
        ReportTimes.Reader times = new ReportTimes.Reader();
        Place report = Place.request(violations);
        for (int i = 0; i < request.getEventsCount() && !violations.isFull(); i++) {
            SessionEvent reported = request.getEvents(i);
            SessionEvent event = canonical(reported, report.in("events", i), times);
            if (!event.equals(reported)) {
                respelled = respelled == null ? request.toBuilder() : respelled;
                respelled.setEvents(i, event);
            }
        }
        return respelled == null ? request : respelled.build();
    }

    private static SessionEvent canonical(SessionEvent reported, Place event, ReportTimes.Reader times) {
        SessionEvent.Builder canonical = reported.toBuilder();
        event.id("userId", reported.getUserId());
        canonical.setProtocol(event.word("protocol", reported.getProtocol(), VPN_PROTOCOLS));
        canonical.setEventType(event.word("eventType", reported.getEventType(), EVENT_TYPES));
        canonical.setOccurredAt(event.time("occurredAt", reported.getOccurredAt(), times));
        String address = event.optionalAddress(reported.getIpAddress());
        return (address == null ? canonical.clearIpAddress() : canonical.setIpAddress(address)).build();
    }

    /** Each accepted word, and its canonical spelling; the words of the contract come first and in its order. */
    private static Map<String, String> words(Map<String, String> synonyms, String... words) {
        Map<String, String> canonical = new LinkedHashMap<>();
        for (String word : words) {
            canonical.put(word, word);
        }
        canonical.putAll(synonyms);
        return Collections.unmodifiableMap(canonical);
    }
}
