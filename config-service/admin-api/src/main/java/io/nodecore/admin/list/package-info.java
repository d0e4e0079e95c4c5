/**
 * Lists with filters, a sort and cursors.
 *
 * <p>parameters → {@link io.nodecore.admin.list.ListParameters} → {@link io.nodecore.admin.list.ListQuery} → ids of one page
 */
@NullMarked
package io.nodecore.admin.list;

import org.jspecify.annotations.NullMarked;
