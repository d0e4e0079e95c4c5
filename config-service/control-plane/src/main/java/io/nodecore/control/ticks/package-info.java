/**
 * Decisions that depend on time: ticks are called periodically, also while Postgres is unavailable.
 *
 * <p>timer → tick → command
 */
@NullMarked
package io.nodecore.control.ticks;

import org.jspecify.annotations.NullMarked;
