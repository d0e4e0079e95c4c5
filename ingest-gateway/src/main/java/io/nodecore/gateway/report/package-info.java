/**
 * The entry point of every report, for both transports.
 *
 * <p>transport → {@link io.nodecore.gateway.report.ReportIntake} (admit, read, check, name) → {@link io.nodecore.gateway.report.ReportJournal} → Kafka → answer
 */
@NullMarked
package io.nodecore.gateway.report;

import org.jspecify.annotations.NullMarked;
