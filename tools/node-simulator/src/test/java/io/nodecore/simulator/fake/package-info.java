/**
 * A Core in memory, for tests.
 *
 * <p>agents → {@link io.nodecore.simulator.fake.FakeCore} → books
 */
@NullMarked
package io.nodecore.simulator.fake;

import org.jspecify.annotations.NullMarked;
