package io.nodecore.gateway.report;

import io.nodecore.gateway.rules.TextLimits;
import io.nodecore.gateway.rules.Violations;
import org.jspecify.annotations.Nullable;

/** The report id that a node gives: {@code Idempotency-Key} over HTTP, {@code x-report-id} over gRPC; used unchanged. */
final class GivenReportId {

    private GivenReportId() {}

    static void check(@Nullable String given, Violations violations) {
        if (given == null) {
            return;
        }
        if (given.isEmpty() || given.length() > TextLimits.REPORT_ID) {
            violations.add("reportId", "must have 1 to " + TextLimits.REPORT_ID + " characters, got " + given.length());
        } else if (!given.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            violations.add("reportId", "must have printable ASCII characters only");
        }
    }
}
