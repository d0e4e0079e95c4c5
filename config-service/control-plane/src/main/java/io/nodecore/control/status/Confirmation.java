package io.nodecore.control.status;

import java.time.Instant;

/**
 * A config-applied report that has a name.
 *
 * @param reportId the name, unique within the node
 * @param receivedAt when the one that counted was received
 */
record Confirmation(long nodeId, String reportId, Instant receivedAt) {}
