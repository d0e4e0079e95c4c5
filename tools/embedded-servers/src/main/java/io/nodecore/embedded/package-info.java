/**
 * Real Kafka, Postgres and Redis started by the process that needs them: for the default run and for tests.
 *
 * <p>data folder → servers → addresses
 */
@NullMarked
package io.nodecore.embedded;

import org.jspecify.annotations.NullMarked;
