package io.nodecore.gateway.report;

import com.google.protobuf.Message;
import io.nodecore.gateway.auth.Admission;
import io.nodecore.gateway.auth.Caller;
import io.nodecore.gateway.auth.NodeIdentity;
import io.nodecore.gateway.failure.Failure;
import io.nodecore.gateway.failure.Refused;
import io.nodecore.gateway.limit.InFlightBudget;
import io.nodecore.gateway.limit.LimitSettings;
import io.nodecore.gateway.rules.Violations;
import io.nodecore.journal.FactHeaders;
import io.nodecore.journal.Multipliers;
import io.nodecore.schemas.Topics;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The entry point of every report: admit the caller, read the body, validate it, give it a report id, append it, then answer.
 *
 * <p>Nothing here blocks. A report with a known key is appended on the transport's own thread, so the reports of one connection keep their
 * order; the answer is sent from the producer's thread when the append is acknowledged.
 */
public final class ReportIntake {

    private final Admission admission;
    private final InFlightBudget budget;
    private final ReportJournal journal;
    private final ReportOutcomes outcomes;
    private final LongFunction<Multipliers> multipliers;
    private final LimitSettings limits;
    private final InstantSource clock;

    /** @param multipliers the factors by which the bytes of a node count when they arrive */
    public ReportIntake(
            Admission admission,
            InFlightBudget budget,
            ReportJournal journal,
            ReportOutcomes outcomes,
            LongFunction<Multipliers> multipliers,
            LimitSettings limits,
            InstantSource clock) {
        this.admission = admission;
        this.budget = budget;
        this.journal = journal;
        this.outcomes = outcomes;
        this.multipliers = multipliers;
        this.limits = limits;
        this.clock = clock;
    }

    /** Takes a report whose answer needs none of its content. Completes when Kafka has the report, or with a {@link Refused}. */
    public <M extends Message> CompletableFuture<Void> submit(
            ReportKind<M> kind, Caller caller, @Nullable String reportId, ReportBody<M> body) {
        return submit(kind, caller, reportId, body, _ -> null).thenApply(_ -> null);
    }

    /**
     * Takes a report.
     *
     * @param reportId the id that the node gave; null or empty if it gave none
     * @param kept the part of the report that the answer needs; the rest does not stay in memory until Kafka acknowledges
     * @return completes when Kafka has the report, or with a {@link Refused}
     */
    public <M extends Message, K extends @Nullable Object> CompletableFuture<Accepted<K>> submit(
            ReportKind<M> kind, Caller caller, @Nullable String reportId, ReportBody<M> body, Function<M, K> kept) {
        ReportOutcomes.Pending outcome = outcomes.received(kind, caller);
        InFlightBudget.Lease lease = budget.open();
        return admission
                .admit(caller)
                .thenCompose(node -> {
                    outcome.from(node.nodeId());
                    lease.assign(node.nodeId());
                    return body.read(lease)
                            .thenCompose(
                                    received -> append(kind, node, Caller.given(reportId), received, kept, outcome));
                })
                .whenComplete((accepted, failure) -> {
                    lease.close();
                    if (failure == null) {
                        outcome.accepted();
                    } else {
                        outcome.rejected(Refused.failureOf(failure));
                    }
                })
                // If the agent disconnects, a transport may cancel the future that it waits for; the outcome above must
                // be counted
                // nevertheless.
                .copy();
    }

    private <M extends Message, K extends @Nullable Object> CompletableFuture<Accepted<K>> append(
            ReportKind<M> kind,
            NodeIdentity node,
            @Nullable String given,
            Received<M> received,
            Function<M, K> kept,
            ReportOutcomes.Pending outcome) {
        Violations violations = received.violations();
        GivenReportId.check(given, violations);
        M report = kind.rules().canonical(received.report(), violations);
        violations.refuseAny();
        outcome.leftOut(violations.addressesLeftOut());
        String eventId = UUID.randomUUID().toString();
        String reportId = given != null ? given : kind.naming().reportId(node.nodeId(), report, eventId);
        Multipliers counting = kind.topic().equals(Topics.USAGE) ? multipliers.apply(node.nodeId()) : Multipliers.ONE;
        FactHeaders headers = new FactHeaders(eventId, node.nodeId(), clock.millis(), reportId, counting);
        Accepted<K> accepted = new Accepted<>(node.nodeId(), kept.apply(report));
        return journal.append(kind.topic(), headers, factOf(received, report)).thenApply(_ -> accepted);
    }

    /** The bytes that arrived, unless the canonical spelling in facts differs. */
    private <M extends Message> byte[] factOf(Received<M> received, M report) {
        if (report == received.report()) {
            return received.fact();
        }
        if (report.getSerializedSize() > limits.reportBytes()) {
            throw new Refused(new Failure.ReportTooLarge(
                    "a report has at most " + limits.reportBytes() + " bytes, with its times in full"));
        }
        return report.toByteArray();
    }
}
