package io.nodecore.control.status;

import java.time.Instant;

/**
 * A config-applied report with a report id.
 *
 * @param reportId the id, unique within the node
 * @param receivedAt when the report that counted was received
 */
record Confirmation(long nodeId, String reportId, Instant receivedAt) {}
