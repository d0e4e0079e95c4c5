/**
 * Dead letters: records that could not be applied, with their cause and their place of origin.
 *
 * <p>a refused record → {@code <topic>.dlq} → dead letters projection → redrive
 */
@NullMarked
package io.nodecore.journal.deadletter;

import org.jspecify.annotations.NullMarked;
