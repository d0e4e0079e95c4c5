package io.nodecore.gateway.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.gateway.kit.Samples;
import io.nodecore.proto.ReportUsageRequest;
import io.nodecore.proto.UsageEntry;
import org.junit.jupiter.api.Test;

/** The values here are part of the contract with facts that were written long ago: a change of theirs doubles usage. */
class UsageDigestTest {

    private static final ReportUsageRequest REPORT = ReportUsageRequest.newBuilder()
            .addEntries(entry())
            .addEntries(entry().clearSubscriptionId().setBytesUp(Long.MAX_VALUE))
            .build();

    private static UsageEntry.Builder entry() {
        return Samples.usageEntry().setRecordedAt("2026-11-23T10:00:00+03:00");
    }

    @Test
    void the_digest_of_a_report_never_changes() {
        assertThat(name(1, REPORT))
                .isEqualTo("sha256:ca6f05256949e8d725ba3f7e166c0701cd04a3780963c5522619ac06bf80c68a");
        assertThat(name(1, ReportUsageRequest.getDefaultInstance()))
                .isEqualTo("sha256:a41a9f886bdae0ab41a50332042303a9c0168676463fdbec350ca8f5937a4e76");
    }

    @Test
    void order_and_spelling_of_time_do_not_matter() {
        ReportUsageRequest same = ReportUsageRequest.newBuilder()
                .addEntries(REPORT.getEntries(1).toBuilder().setRecordedAt("2026-11-23T07:00Z"))
                .addEntries(REPORT.getEntries(0).toBuilder().setRecordedAt("2026-11-22T21:00:00.000-10:00"))
                .build();

        assertThat(name(1, same)).isEqualTo(name(1, REPORT));
    }

    @Test
    void everything_else_matters() {
        var first = REPORT.getEntries(0);
        assertThat(new String[] {
                    name(1, REPORT),
                    name(2, REPORT),
                    name(1, REPORT.toBuilder().addEntries(first).build()),
                    name(1, REPORT.toBuilder().removeEntries(1).build()),
                    name(1, with(first.toBuilder().setUserId(43))),
                    name(1, with(first.toBuilder().setSubscriptionId(8))),
                    name(1, with(first.toBuilder().clearSubscriptionId())),
                    name(1, with(first.toBuilder().setNodeProtocolId(4))),
                    name(1, with(first.toBuilder().setBytesUp(2_000).setBytesDown(1_000))),
                    name(1, with(first.toBuilder().setRecordedAt("2026-11-23T10:00:00.000000001+03:00"))),
                })
                .doesNotHaveDuplicates();
    }

    private static ReportUsageRequest with(io.nodecore.proto.UsageEntry.Builder first) {
        return REPORT.toBuilder().setEntries(0, first).build();
    }

    private static String name(long nodeId, ReportUsageRequest report) {
        return UsageDigest.reportId(nodeId, report, "an event");
    }
}
