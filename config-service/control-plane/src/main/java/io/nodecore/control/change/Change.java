package io.nodecore.control.change;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decision's effect on one resource.
 *
 * @param decision begins with the time of the decision (UUID version 7), so that its order is the order of the decisions
 * @param ordinal position among the changes of the decision, from 0
 * @param cause why, in a few words
 * @param by null if no token decided it
 */
record Change(
        UUID decision,
        int ordinal,
        Instant at,
        String kind,
        String resource,
        String resourceId,
        String cause,
        @Nullable Author by) {

    /** @param tokenId 0 for {@code ADMIN_TOKEN} */
    record Author(long tokenId, String tokenName) {}
}
