package io.nodecore.simulator.agent;

import io.nodecore.proto.OutboundUsageItem;
import io.nodecore.proto.ReportOutboundUsageRequest;
import io.nodecore.proto.ReportSessionEventsRequest;
import io.nodecore.proto.ReportUsageRequest;
import io.nodecore.proto.SessionEvent;
import io.nodecore.proto.UsageEntry;
import io.nodecore.simulator.core.Report;
import io.nodecore.simulator.ledger.FaultKind;
import io.nodecore.simulator.ledger.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Valid but unusual reports: hours or more than a year late, 10^15 bytes in a minute, without an id, several
 * amounts of one key, unknown users and subscriptions, repeated session events. Not safe for use by several threads.
 */
final class EdgeCaseReports {

    private static final long HUGE_BYTES = 1_000_000_000_000_000L;
    /** Limits the number, so that sums of huge minutes stay far below the limit of a bigint. */
    private static final int HUGE_MINUTES_AT_MOST = 200;

    private static final long UNKNOWN = 900_000_000L;
    private static final int USERS = 200;
    private static final int SUBSCRIPTIONS = 50;
    private static final int ENTRIES_AT_MOST = 40;
    private static final int EVENTS_REMEMBERED = 20;
    private static final double WITHOUT_ID = 0.25;

    private final RandomGenerator random;
    private final Ledger ledger;
    private final List<Long> nodeProtocolIds;
    private final List<SessionEvent> reported = new ArrayList<>();
    private long reports;
    private int hugeMinutes;

    EdgeCaseReports(RandomGenerator random, Ledger ledger, List<Long> nodeProtocolIds) {
        this.random = random;
        this.ledger = ledger;
        this.nodeProtocolIds = nodeProtocolIds;
    }

    Report next(Instant now) {
        reports++;
        return switch (random.nextInt(10)) {
            case 0 -> outbound();
            case 1 -> sessions(now);
            case 2 -> late(now);
            case 3 -> huge(now);
            default -> usage(now, 1 + random.nextInt(ENTRIES_AT_MOST), 0);
        };
    }

    private Report late(Instant now) {
        ledger.met(FaultKind.LATE_MINUTES);
        Duration late = random.nextInt(4) == 0 ? Duration.ofDays(400) : Duration.ofMinutes(random.nextLong(60, 4_320));
        return usage(now.minus(late), 1 + random.nextInt(ENTRIES_AT_MOST), 0);
    }

    private Report huge(Instant now) {
        if (hugeMinutes == HUGE_MINUTES_AT_MOST) {
            return usage(now, 1, 0);
        }
        hugeMinutes++;
        ledger.met(FaultKind.HUGE_MINUTE);
        return usage(now, 1, HUGE_BYTES);
    }

    private Report usage(Instant at, int entries, long moreBytes) {
        // Without an id the content names the report, so no two reports of a node may have equal content: each has its
        // own
        // microsecond.
        Instant time = at.truncatedTo(ChronoUnit.SECONDS).plusNanos(reports % 1_000_000 * 1_000);
        ReportUsageRequest.Builder request = ReportUsageRequest.newBuilder();
        for (int i = 0; i < entries; i++) {
            UsageEntry.Builder entry = request.addEntriesBuilder()
                    .setUserId(UNKNOWN + random.nextInt(USERS))
                    .setNodeProtocolId(nodeProtocolIds.get(random.nextInt(nodeProtocolIds.size())))
                    .setBytesUp(random.nextLong(1_000_000) + moreBytes)
                    .setBytesDown(random.nextLong(10_000_000) + moreBytes)
                    .setRecordedAt(
                            time.minus(Duration.ofMinutes(random.nextInt(3))).toString());
            if (random.nextInt(4) > 0) {
                entry.setSubscriptionId(UNKNOWN + random.nextInt(SUBSCRIPTIONS));
            }
            if (random.nextInt(8) == 0) {
                request.addEntries(entry.build());
            }
        }
        boolean isNamed = random.nextDouble() >= WITHOUT_ID;
        if (!isNamed) {
            ledger.met(FaultKind.WITHOUT_ID);
        }
        return new Report.Usage(isNamed ? newId() : Report.WITHOUT_ID, request.build());
    }

    private Report outbound() {
        ReportOutboundUsageRequest.Builder request = ReportOutboundUsageRequest.newBuilder();
        for (int i = random.nextInt(5); i >= 0; i--) {
            request.addItems(OutboundUsageItem.newBuilder()
                    .setTag("Ausgang-ü-" + random.nextInt(5))
                    .setBytesUp(random.nextLong(1_000_000))
                    .setBytesDown(random.nextLong(1_000_000)));
        }
        return new Report.OutboundUsage(newId(), request.build());
    }

    /** Repeats earlier events: an event that another report repeats is still one event. */
    private Report sessions(Instant now) {
        ReportSessionEventsRequest.Builder request = ReportSessionEventsRequest.newBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            if (!reported.isEmpty() && random.nextInt(3) == 0) {
                request.addEvents(reported.get(random.nextInt(reported.size())));
            } else {
                SessionEvent event = SessionEvent.newBuilder()
                        .setUserId(UNKNOWN + random.nextInt(USERS))
                        .setProtocol(random.nextBoolean() ? "VLESS" : "mtproto")
                        .setEventType(random.nextBoolean() ? "Online" : "offline")
                        .setOccurredAt(now.truncatedTo(ChronoUnit.MILLIS)
                                .minusSeconds(random.nextInt(7_200))
                                .toString())
                        .setIpAddress("203.0.113." + random.nextInt(1, 255))
                        .build();
                request.addEvents(event);
                reported.add(event);
                if (reported.size() > EVENTS_REMEMBERED) {
                    reported.removeFirst();
                }
            }
        }
        return new Report.SessionEvents(newId(), request.build());
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }
}
