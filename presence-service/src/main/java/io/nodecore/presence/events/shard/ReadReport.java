package io.nodecore.presence.events.shard;

import io.nodecore.journal.FactHeaders;
import io.nodecore.schemas.facts.OnlineUsersReported;
import org.jspecify.annotations.Nullable;

/** A record of node.online-users after the attempt to read it. */
public sealed interface ReadReport {

    /** Who is connected to a node. */
    record Online(FactHeaders headers, OnlineUsersReported report) implements ReadReport {}

    /** A record that can't be read. */
    record Unreadable(byte @Nullable [] value, Exception cause) implements ReadReport {}
}
