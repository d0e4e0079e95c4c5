/**
 * The topic catalogue, the generated protobuf of its values, and the rules that all readers of facts share.
 *
 * <p>gateway → {@link io.nodecore.schemas.Topics} → projections
 */
@NullMarked
package io.nodecore.schemas;

import org.jspecify.annotations.NullMarked;
