/**
 * Records that can't be read are kept, never dropped.
 *
 * <p>unreadable record → {@code <topic>.dlq}
 */
@NullMarked
package io.nodecore.presence.deadletters;

import org.jspecify.annotations.NullMarked;
