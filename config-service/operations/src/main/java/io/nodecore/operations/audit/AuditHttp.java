package io.nodecore.operations.audit;

import io.nodecore.operations.audit.CounterView.Counter;
import io.nodecore.operations.audit.UsageAudit.Audit;
import io.nodecore.operations.audit.UsageAudit.Corrected;
import io.nodecore.operations.audit.UsageAudit.Explained;
import io.nodecore.operations.usage.AmountResource;
import io.nodecore.operations.usage.UsageAmount;
import io.nodecore.operations.usage.UsageReport;
import io.nodecore.operations.usage.UsageReport.Entry;
import io.nodecore.schemas.Topics;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The audit of a counter: its value, and the reports and corrections from which it results. */
@RestController
@Tag(name = "corrections")
final class AuditHttp {

    /**
     * @param counter the value in the table, on the first page; its {@code billedBytes} is null for by=minute
     * @param explained the same, computed from the reports and corrections
     * @param difference in bytes, counter minus explained: a value other than 0 is a defect or needs {@code deep=true}
     */
    record AuditResource(
            long subscriptionId,
            Instant from,
            Instant to,
            String by,
            @Nullable Counter counter,
            AmountResource explained,
            @Nullable Counter difference,
            List<ReportResource> reports,
            List<CorrectedResource> corrections,
            @Nullable String next) {}

    /** @param repeatOf the position of the report that counted; this one then counts nothing */
    record ReportResource(
            long nodeId,
            String reportId,
            Instant receivedAt,
            String topic,
            int partition,
            long offset,
            BigInteger bytesUp,
            BigInteger bytesDown,
            BigDecimal billedBytes,
            UsageReport.@Nullable Place repeatOf,
            List<EntryResource> entries) {}

    record EntryResource(
            Instant minute,
            long userId,
            long nodeProtocolId,
            BigInteger bytesUp,
            BigInteger bytesDown,
            BigDecimal multiplier,
            BigDecimal billedBytes) {}

    record CorrectedResource(
            long id,
            long nodeId,
            String kind,
            @Nullable Long reverts,
            String reason,
            String author,
            Instant decidedAt,
            BigInteger bytesUp,
            BigInteger bytesDown,
            BigDecimal billedBytes) {}

    private static final int SECONDS_PER_MINUTE = 60;

    private final UsageAudit audits;
    private final AuditLimit limit;

    AuditHttp(UsageAudit audits, AuditLimit limit) {
        this.audits = audits;
        this.limit = limit;
    }

    @GetMapping("/admin/usage/audit")
    @Operation(
            summary = "The reports and corrections that made a counter",
            description =
                    "by=minute: usage minutes from `from` to `to`, as in usage_minutes. by=arrival: UTC days of arrival,"
                            + " as in subscription_billing. Reads the journal from 16 days before `from`; deep=true reads all of it.")
    AuditResource audit(
            @RequestParam(required = false) @Nullable Long subscriptionId,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable Long nodeId,
            @RequestParam(required = false) @Nullable String by,
            @RequestParam(required = false, defaultValue = "false") boolean deep,
            @RequestParam(name = "limit", required = false) @Nullable Integer pageSize,
            @RequestParam(required = false) @Nullable String cursor) {
        AuditQuery query = AuditQuery.of(subscriptionId, from, to, nodeId, by, deep, pageSize, cursor);
        Audit audit = limit.within(() -> audits.explain(query));
        return new AuditResource(
                query.subscriptionId(),
                query.from(),
                query.to(),
                query.by().name().toLowerCase(Locale.ROOT),
                audit.counter(),
                AmountResource.of(audit.explained()),
                difference(audit.counter(), audit.explained()),
                audit.reports().stream().map(AuditHttp::report).toList(),
                audit.corrections().stream().map(AuditHttp::corrected).toList(),
                audit.next());
    }

    private static @Nullable Counter difference(@Nullable Counter counter, UsageAmount explained) {
        if (counter == null) {
            return null;
        }
        BigDecimal billed = counter.billedBytes();
        return new Counter(
                counter.bytesUp().subtract(explained.bytesUp()),
                counter.bytesDown().subtract(explained.bytesDown()),
                billed == null ? null : AmountResource.plain(billed.subtract(explained.billedBytes())));
    }

    private static ReportResource report(Explained one) {
        var headers = one.report().headers();
        UsageAmount sum = one.repeatOf() != null
                ? UsageAmount.ZERO
                : UsageAmount.sum(one.entries().stream().map(Entry::amount).toList());
        return new ReportResource(
                headers.nodeId(),
                headers.reportId(),
                Instant.ofEpochMilli(headers.receivedAtMs()),
                Topics.USAGE.name(),
                one.report().place().partition(),
                one.report().place().offset(),
                sum.bytesUp(),
                sum.bytesDown(),
                AmountResource.plain(sum.billedBytes()),
                one.repeatOf(),
                one.entries().stream().map(AuditHttp::entry).toList());
    }

    private static EntryResource entry(Entry entry) {
        return new EntryResource(
                Instant.ofEpochSecond(entry.cell().minute() * SECONDS_PER_MINUTE),
                entry.cell().userId(),
                entry.cell().nodeProtocolId(),
                entry.amount().bytesUp(),
                entry.amount().bytesDown(),
                entry.multiplier(),
                AmountResource.plain(entry.amount().billedBytes()));
    }

    private static CorrectedResource corrected(Corrected one) {
        var correction = one.correction();
        return new CorrectedResource(
                correction.id(),
                correction.nodeId(),
                correction.kind().word(),
                correction.reverts(),
                correction.reason(),
                correction.author(),
                correction.decidedAt(),
                one.change().bytesUp(),
                one.change().bytesDown(),
                AmountResource.plain(one.change().billedBytes()));
    }
}
