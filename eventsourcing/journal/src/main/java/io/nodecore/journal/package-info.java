/**
 * Topics as an append-only journal: provisioning that refuses to lose facts, consumers and containers with all properties in one place,
 * bounded reads, followers, tables of compacted topics, the headers of a fact, and dead letters.
 *
 * <p>{@link io.nodecore.journal.KafkaSettings} → {@link io.nodecore.journal.topic.TopicProvisioner} → ({@link
 * io.nodecore.journal.KafkaProducers} | {@link io.nodecore.journal.KafkaConsumers}) → ({@link io.nodecore.journal.ListenerContainers} |
 * {@link io.nodecore.journal.TopicRange})
 */
@NullMarked
package io.nodecore.journal;

import org.jspecify.annotations.NullMarked;
