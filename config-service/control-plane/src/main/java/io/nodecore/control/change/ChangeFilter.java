package io.nodecore.control.change;

import org.jspecify.annotations.Nullable;

/** Which changes are listed; a null admits all. */
record ChangeFilter(
        @Nullable String kind,
        @Nullable String resource,
        @Nullable String resourceId,
        @Nullable Long tokenId) {}
