/**
 * Looking into a running Nodecore from the terminal, without any client installed: one RPC, one query, one Redis command, a topic.
 *
 * <p>run.json → (call | sql | redis | tail) → terminal
 */
@NullMarked
package io.nodecore.cli;

import org.jspecify.annotations.NullMarked;
