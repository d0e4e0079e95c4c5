/**
 * What stands in the topics: their catalogue, and (generated) the protobuf of their facts.
 *
 * <p>gateway → {@link io.nodecore.schemas.Topics} → projections
 */
@NullMarked
package io.nodecore.schemas;

import org.jspecify.annotations.NullMarked;
