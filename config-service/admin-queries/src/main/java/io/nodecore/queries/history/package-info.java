/**
 * What was: usage, sessions and addresses, read from the views that other services keep in schema public.
 *
 * <p>route → view → points or page
 */
@NullMarked
package io.nodecore.queries.history;

import org.jspecify.annotations.NullMarked;
