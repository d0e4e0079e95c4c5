package io.nodecore.projection;

import io.nodecore.journal.FactHeaders;

/**
 * A decoded fact and its place in its topic.
 *
 * @param topic the fact's topic
 * @param partition its partition
 * @param offset its offset, unique within the partition
 * @param headers node, time of receipt and report id
 * @param fact the decoded value
 */
public record JournaledFact<F>(String topic, int partition, long offset, FactHeaders headers, F fact) {}
