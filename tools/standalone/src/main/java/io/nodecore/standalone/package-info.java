/**
 * All of Nodecore in one process on embedded servers: the default run.
 *
 * <p>settings → data folder → servers → services → run.json → (fleet)
 */
@NullMarked
package io.nodecore.standalone;

import org.jspecify.annotations.NullMarked;
