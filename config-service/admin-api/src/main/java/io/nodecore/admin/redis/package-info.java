/**
 * Reads Redis: one server or a cluster.
 *
 * <p>settings → connection → reads
 */
@NullMarked
package io.nodecore.admin.redis;

import org.jspecify.annotations.NullMarked;
