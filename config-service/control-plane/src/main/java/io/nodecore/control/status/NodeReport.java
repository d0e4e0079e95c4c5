package io.nodecore.control.status;

import io.nodecore.schemas.facts.ConfigApplied;
import io.nodecore.schemas.facts.HeartbeatReceived;
import io.nodecore.schemas.facts.NodeErrorReported;

/** What a node reports about itself, as far as its status follows from it. */
sealed interface NodeReport {

    record Heartbeat(HeartbeatReceived fact) implements NodeReport {}

    record Failed(NodeErrorReported fact) implements NodeReport {}

    record Applied(ConfigApplied fact) implements NodeReport {}
}
