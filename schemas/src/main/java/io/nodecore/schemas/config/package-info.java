/**
 * The form of a node's config outside of config-service.
 *
 * <p>revision, maps and services → {@link io.nodecore.schemas.config.NodeConfigDocument} → agents
 */
@NullMarked
package io.nodecore.schemas.config;

import org.jspecify.annotations.NullMarked;
