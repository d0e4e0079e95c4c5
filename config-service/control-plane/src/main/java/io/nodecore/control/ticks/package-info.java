/**
 * What time itself decides: called again and again, while Postgres is away too.
 *
 * <p>timer → tick → command
 */
@NullMarked
package io.nodecore.control.ticks;

import org.jspecify.annotations.NullMarked;
