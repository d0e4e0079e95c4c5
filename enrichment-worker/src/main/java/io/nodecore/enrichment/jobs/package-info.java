/**
 * The jobs that look up addresses, and when they run.
 *
 * <p>timer → lock ({@link io.nodecore.enrichment.jobs.JobsTimer}) → {@link io.nodecore.enrichment.jobs.JobRun}: a page of
 * {@link io.nodecore.enrichment.jobs.PendingAddresses} → provider → rows, facts and progress in one transaction
 */
@NullMarked
package io.nodecore.enrichment.jobs;

import org.jspecify.annotations.NullMarked;
