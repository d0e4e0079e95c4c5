package io.nodecore.simulator.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.proto.OutboundUsageItem;
import io.nodecore.proto.ReportOutboundUsageRequest;
import io.nodecore.proto.ReportSessionEventsRequest;
import io.nodecore.proto.ReportUsageRequest;
import io.nodecore.proto.SessionEvent;
import io.nodecore.proto.UsageEntry;
import io.nodecore.simulator.core.Report;
import io.nodecore.simulator.core.SampleReports;
import io.nodecore.simulator.traffic.Bytes;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private static final Instant MINUTE = Instant.parse("2026-11-23T10:00:00Z");

    private final Ledger ledger = new Ledger();

    @Test
    void entries_of_one_minute_and_key_add_up_in_any_time_format() {
        ledger.acknowledged(
                1, usage(entry(9, 1, 2, "2026-11-23T10:00:00Z"), entry(9, 10, 20, "2026-11-23T12:00:59+02:00")));
        ledger.acknowledged(1, usage(entry(9, 100, 200, "2026-11-23T10:00:30Z")));

        assertThat(ledger.acknowledged().usage())
                .isEqualTo(Map.of(new UsageKey(MINUTE, 1, 42, 9, 3), new Bytes(111, 222)));
        assertThat(ledger.acknowledged().subscriptions()).isEqualTo(Map.of(9L, new Bytes(111, 222)));
        assertThat(ledger.totals().usage()).isEqualTo(new Bytes(111, 222));
    }

    @Test
    void each_node_has_its_own_totals() {
        ledger.acknowledged(1, SampleReports.usage("a", 1, 2));
        ledger.acknowledged(2, SampleReports.usage("a", 10, 20));

        assertThat(ledger.acknowledged().usage())
                .isEqualTo(Map.of(
                        new UsageKey(MINUTE, 1, 42, 9, 3), new Bytes(1, 2),
                        new UsageKey(MINUTE, 2, 42, 9, 3), new Bytes(10, 20)));
    }

    @Test
    void an_entry_without_a_subscription_adds_to_no_subscription() {
        ledger.acknowledged(1, usage(entry(0, 1, 2, "2026-11-23T10:00:00Z")));

        assertThat(ledger.acknowledged().usage()).isEqualTo(Map.of(new UsageKey(MINUTE, 1, 42, 0, 3), new Bytes(1, 2)));
        assertThat(ledger.acknowledged().subscriptions()).isEmpty();
    }

    @Test
    void outbound_items_of_one_tag_add_up() {
        Report report = new Report.OutboundUsage(
                "a",
                ReportOutboundUsageRequest.newBuilder()
                        .addItems(OutboundUsageItem.newBuilder()
                                .setTag("direct")
                                .setBytesUp(1)
                                .setBytesDown(2))
                        .addItems(OutboundUsageItem.newBuilder()
                                .setTag("direct")
                                .setBytesUp(10)
                                .setBytesDown(20))
                        .addItems(OutboundUsageItem.newBuilder().setTag("block").setBytesUp(5))
                        .build());

        ledger.acknowledged(1, report);

        assertThat(ledger.acknowledged().outbounds())
                .isEqualTo(Map.of(
                        new OutboundKey(1, "direct"), new Bytes(11, 22),
                        new OutboundKey(1, "block"), new Bytes(5, 0)));
        assertThat(ledger.totals().outbound()).isEqualTo(new Bytes(16, 22));
    }

    @Test
    void a_repeated_session_event_counts_once() {
        SessionEvent.Builder event = SessionEvent.newBuilder()
                .setUserId(42)
                .setProtocol("VLESS")
                .setEventType("Online")
                .setOccurredAt("2026-11-23T12:00:00+02:00");
        Report report = new Report.SessionEvents(
                "a",
                ReportSessionEventsRequest.newBuilder()
                        .addEvents(event)
                        .addEvents(event)
                        .build());

        ledger.acknowledged(1, report);

        assertThat(ledger.acknowledged().sessions())
                .isEqualTo(Set.of(new SessionKey(1, 42, "vless", "online", MINUTE, "")));
        assertThat(ledger.totals().sessionEvents()).isEqualTo(1);
    }

    @Test
    void sent_reports_are_acknowledged_refused_or_unanswered() {
        for (Report report : SampleReports.all()) {
            ledger.sent(report);
            ledger.sent(report);
            ledger.sent(report);
            ledger.acknowledged(1, report);
            ledger.refused(report);
            ledger.unanswered(report);
        }
        long reports = SampleReports.all().size();

        assertThat(ledger.totals().all()).isEqualTo(new Totals.Line(3 * reports, reports, reports, reports));
        assertThat(ledger.totals().lines()).containsOnlyKeys(ReportKind.values());
    }

    @Test
    void the_table_shows_every_kind_and_the_sums() {
        ledger.sent(SampleReports.usage("a", 1, 2));
        ledger.acknowledged(1, SampleReports.usage("a", 1, 2));
        ledger.repeated();

        assertThat(ledger.totals().table().lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "reports sent acknowledged refused unanswered",
                        "usage 1 1 0 0",
                        "all 1 1 0 0",
                        "",
                        "repeated under their id 1",
                        "usage acknowledged 1 bytes up, 2 bytes down",
                        "outbound acknowledged 0 bytes up, 0 bytes down",
                        "session events 0");
    }

    private static Report.Usage usage(UsageEntry... entries) {
        return new Report.Usage(
                "id",
                ReportUsageRequest.newBuilder()
                        .addAllEntries(java.util.List.of(entries))
                        .build());
    }

    private static UsageEntry entry(long subscriptionId, long bytesUp, long bytesDown, String recordedAt) {
        UsageEntry.Builder entry = UsageEntry.newBuilder()
                .setUserId(42)
                .setNodeProtocolId(3)
                .setBytesUp(bytesUp)
                .setBytesDown(bytesDown)
                .setRecordedAt(recordedAt);
        if (subscriptionId > 0) {
            entry.setSubscriptionId(subscriptionId);
        }
        return entry.build();
    }
}
