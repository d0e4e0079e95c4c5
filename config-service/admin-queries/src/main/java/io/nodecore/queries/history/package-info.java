/**
 * The past: usage, sessions and addresses, read from the views that other services have in schema public.
 *
 * <p>route → view → points or page
 */
@NullMarked
package io.nodecore.queries.history;

import org.jspecify.annotations.NullMarked;
