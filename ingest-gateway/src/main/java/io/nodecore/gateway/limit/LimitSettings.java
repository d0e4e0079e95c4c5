package io.nodecore.gateway.limit;

import io.nodecore.schemas.Topic;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The limits of the node edge.
 *
 * @param reportSize the largest report, after decompression
 * @param listEntries the longest list of a report
 * @param inFlight bytes of all reports between their first byte and their answer
 * @param nodeRequestsPerSecond requests per second that one node may send in the long run
 * @param nodeBurst requests that one node may send at once
 * @param trackedNodes maximum number of nodes whose rates are kept in memory
 * @param watchers maximum number of open WatchConfig streams
 * @param bodyTimeout maximum time for a request to arrive
 * @param unauthenticatedSize the largest request before a key is known: the body of a registration, or the part of a gRPC message that must
 *     contain its key
 * @param unauthenticatedInFlight bytes of all requests before a key is known; reports of known nodes do not count
 * @param registrations registrations of one address in progress
 * @param nodeInFlight bytes of all reports of one node between their first byte and their answer
 * @param nodeRequests requests of one node in progress
 * @param nodeWatchers open WatchConfig streams of one node
 * @param nodeConfigStreams open StreamConfig streams of one node
 * @param answers bytes of configs that are being sent to nodes
 * @param answerTimeout maximum time for a node to read an answer
 */
@ConfigurationProperties("nodecore.gateway.limits")
public record LimitSettings(
        @DefaultValue("4MB") DataSize reportSize,
        @DefaultValue("100000") int listEntries,
        @DefaultValue("64MB") DataSize inFlight,
        @DefaultValue("20000") double nodeRequestsPerSecond,
        @DefaultValue("40000") int nodeBurst,
        @DefaultValue("100000") int trackedNodes,
        @DefaultValue("10000") int watchers,
        @DefaultValue("30s") Duration bodyTimeout,
        @DefaultValue("64KB") DataSize unauthenticatedSize,
        @DefaultValue("16MB") DataSize unauthenticatedInFlight,
        @DefaultValue("16") int registrations,
        @DefaultValue("16MB") DataSize nodeInFlight,
        @DefaultValue("4000") int nodeRequests,
        @DefaultValue("8") int nodeWatchers,
        @DefaultValue("8") int nodeConfigStreams,
        @DefaultValue("64MB") DataSize answers,
        @DefaultValue("60s") Duration answerTimeout) {

    public LimitSettings {
        if (reportSize.toBytes() < 1 || reportSize.toBytes() > Topic.LARGEST_FACT_BYTES) {
            throw new IllegalArgumentException("report-size must be from 1 to the " + Topic.LARGEST_FACT_BYTES
                    + " bytes that the fact topics take, got " + reportSize);
        }
        if (inFlight.compareTo(reportSize) < 0) {
            throw new IllegalArgumentException(
                    "in-flight must hold one report at least (" + reportSize + "), got " + inFlight);
        }
        if (nodeInFlight.compareTo(reportSize) < 0) {
            throw new IllegalArgumentException(
                    "node-in-flight must hold one report at least (" + reportSize + "), got " + nodeInFlight);
        }
    }

    public int unauthenticatedBytes() {
        return Math.toIntExact(unauthenticatedSize.toBytes());
    }

    public int reportBytes() {
        return Math.toIntExact(reportSize.toBytes());
    }
}
