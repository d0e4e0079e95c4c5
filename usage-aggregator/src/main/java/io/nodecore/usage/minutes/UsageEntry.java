package io.nodecore.usage.minutes;

/**
 * One amount as reported.
 *
 * @param minute minutes since 1970 in UTC
 * @param userId 1 or greater
 * @param subscriptionId 0 for none
 * @param nodeProtocolId 1 or greater
 * @param traffic the bytes
 */
record UsageEntry(long minute, long userId, long subscriptionId, long nodeProtocolId, Traffic traffic) {}
