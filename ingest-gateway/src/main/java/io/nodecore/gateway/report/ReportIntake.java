package io.nodecore.gateway.report;

import com.google.protobuf.Message;
import io.nodecore.gateway.auth.Admission;
import io.nodecore.gateway.auth.Caller;
import io.nodecore.gateway.auth.NodeIdentity;
import io.nodecore.gateway.failure.Refused;
import io.nodecore.gateway.limit.InFlightBudget;
import io.nodecore.journal.FactHeaders;
import io.nodecore.journal.Multipliers;
import io.nodecore.schemas.Topics;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The front door of every report: admit the caller, read the body, check it, name it, append it, then answer.
 *
 * <p>Nothing here blocks. A report of a known key is appended on the transport's own thread, so the reports of one connection keep
 * their order; the answer comes on Kafka's thread once the append is acknowledged.
 */
public final class ReportIntake {

    private final Admission admission;
    private final InFlightBudget budget;
    private final ReportJournal journal;
    private final ReportOutcomes outcomes;
    private final LongFunction<Multipliers> multipliers;
    private final InstantSource clock;

    /** @param multipliers how much the bytes of a node count at the time of their arrival */
    public ReportIntake(
            Admission admission,
            InFlightBudget budget,
            ReportJournal journal,
            ReportOutcomes outcomes,
            LongFunction<Multipliers> multipliers,
            InstantSource clock) {
        this.admission = admission;
        this.budget = budget;
        this.journal = journal;
        this.outcomes = outcomes;
        this.multipliers = multipliers;
        this.clock = clock;
    }

    /**
     * Takes a report.
     *
     * @param reportId the name that the node gave to it, or null
     * @return completed once Kafka has the report, or with a {@link Refused}
     */
    public <M extends Message> CompletableFuture<Accepted<M>> submit(
            ReportKind<M> kind, Caller caller, @Nullable String reportId, ReportBody<M> body) {
        ReportOutcomes.Pending outcome = outcomes.received(kind, caller);
        InFlightBudget.Lease lease = budget.open();
        return admission
                .admit(caller)
                .thenCompose(node -> {
                    outcome.from(node.nodeId());
                    return body.read(lease).thenCompose(received -> append(kind, node, reportId, received));
                })
                .whenComplete((accepted, failure) -> {
                    lease.close();
                    if (failure == null) {
                        outcome.accepted();
                    } else {
                        outcome.rejected(Refused.failureOf(failure));
                    }
                })
                // A transport may cancel what it waits for when the agent hangs up; the outcome above has to come all
                // the same.
                .copy();
    }

    private <M extends Message> CompletableFuture<Accepted<M>> append(
            ReportKind<M> kind, NodeIdentity node, @Nullable String given, Received<M> received) {
        GivenReportId.check(given, received.violations());
        kind.rules().check(received.report(), received.violations());
        received.violations().refuseAny();
        String eventId = UUID.randomUUID().toString();
        String reportId = given != null ? given : kind.naming().reportId(node.nodeId(), received.report(), eventId);
        Multipliers counting = kind.topic().equals(Topics.USAGE) ? multipliers.apply(node.nodeId()) : Multipliers.ONE;
        FactHeaders headers = new FactHeaders(eventId, node.nodeId(), clock.millis(), reportId, counting);
        return journal.append(kind.topic(), headers, received.fact())
                .thenApply(_ -> new Accepted<>(node.nodeId(), received.report()));
    }
}
