/**
 * The Kafka Streams topology of presence, how it runs, and its health.
 *
 * <p>node.online-users → split into shards → tracker → events.user
 */
@NullMarked
package io.nodecore.presence.events.streams;

import org.jspecify.annotations.NullMarked;
