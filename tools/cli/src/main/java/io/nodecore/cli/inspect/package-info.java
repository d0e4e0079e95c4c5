/**
 * Direct looks at the node edge, Postgres, Redis and Kafka.
 *
 * <p>run.json → one call, query or command → its answer
 */
@NullMarked
package io.nodecore.cli.inspect;

import org.jspecify.annotations.NullMarked;
