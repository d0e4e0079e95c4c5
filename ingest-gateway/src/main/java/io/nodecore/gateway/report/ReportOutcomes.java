package io.nodecore.gateway.report;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.nodecore.gateway.auth.Caller;
import io.nodecore.gateway.auth.Transport;
import io.nodecore.gateway.failure.Failure;
import io.nodecore.gateway.failure.Failure.Defect;
import io.nodecore.gateway.failure.Failure.Passing;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts and logs the outcome of every report: received = accepted + rejected, at any moment when no report is in progress. A report is
 * accepted if and only if its fact is in Kafka, so accepted = applied + repeated + dead-lettered of the projections of its topic.
 */
public final class ReportOutcomes {

    private static final Logger log = LoggerFactory.getLogger(ReportOutcomes.class);

    private final MeterRegistry meters;
    private final Counter addressesLeftOut;

    public ReportOutcomes(MeterRegistry meters) {
        this.meters = meters;
        this.addressesLeftOut = Counter.builder("nodecore.addresses.unreadable")
                .description("addresses in reports that could not be read and were left out")
                .register(meters);
    }

    Pending received(ReportKind<?> kind, Caller caller) {
        meters.counter("nodecore.reports.received", "report", kind.name(), "transport", tag(caller))
                .increment();
        return new Pending(kind, caller);
    }

    private static String tag(Caller caller) {
        Transport transport = caller.transport();
        return transport.tag();
    }

    /** A report without an outcome yet. */
    final class Pending {

        private final ReportKind<?> kind;
        private final Caller caller;
        private final long startedAtNanos = System.nanoTime();
        private long nodeId;

        private Pending(ReportKind<?> kind, Caller caller) {
            this.kind = kind;
            this.caller = caller;
        }

        void from(long admitted) {
            nodeId = admitted;
        }

        void leftOut(int addresses) {
            if (addresses > 0) {
                addressesLeftOut.increment(addresses);
            }
        }

        void accepted() {
            meters.counter("nodecore.reports.accepted", "report", kind.name(), "transport", tag(caller))
                    .increment();
            Timer.builder("nodecore.reports.acknowledged")
                    .description("from the whole request until Kafka has it")
                    .tags("report", kind.name(), "transport", tag(caller))
                    .register(meters)
                    .record(System.nanoTime() - startedAtNanos, TimeUnit.NANOSECONDS);
            log.debug("{} of node {} accepted from {}", kind.name(), nodeId, caller);
        }

        void rejected(Failure failure) {
            meters.counter(
                            "nodecore.reports.rejected",
                            "report",
                            kind.name(),
                            "transport",
                            tag(caller),
                            "reason",
                            failure.reason())
                    .increment();
            String node = nodeId == 0 ? "an unknown node" : "node " + nodeId;
            switch (failure) {
                case Defect(Throwable cause) ->
                    log.error("{} of {} from {} could not be handled", kind.name(), node, caller, cause);
                // There can be very many of these at once, and they are counted.
                case Passing _ -> log.debug("{} of {} refused, {}: {}", kind.name(), node, caller, failure.reason());
                default ->
                    log.info(
                            "{} of {} refused, {}: {} ({})",
                            kind.name(),
                            node,
                            caller,
                            failure.reason(),
                            failure.detail());
            }
        }
    }
}
