/**
 * The default run: all of Nodecore on embedded servers.
 *
 * <p>settings → data folder → servers → services → run.json → (fleet)
 */
@NullMarked
package io.nodecore.standalone;

import org.jspecify.annotations.NullMarked;
