package io.nodecore.control.status;

import io.nodecore.schemas.facts.ConfigApplied;
import io.nodecore.schemas.facts.HeartbeatReceived;
import io.nodecore.schemas.facts.NodeErrorReported;

/** A report of a node about itself, with the fields that determine its status. */
sealed interface NodeReport {

    record Heartbeat(HeartbeatReceived fact) implements NodeReport {}

    record Failed(NodeErrorReported fact) implements NodeReport {}

    record Applied(ConfigApplied fact) implements NodeReport {}
}
