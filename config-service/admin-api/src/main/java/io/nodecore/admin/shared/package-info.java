/**
 * Answers that all requests share.
 *
 * <p>source → {@link io.nodecore.admin.shared.SharedReading} → every request of the same second
 */
@NullMarked
package io.nodecore.admin.shared;

import org.jspecify.annotations.NullMarked;
