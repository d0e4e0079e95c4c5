/**
 * What SQL of several tables needs in common: times, and views that other services may not have made yet.
 *
 * <p>table → JDBC
 */
@NullMarked
package io.nodecore.admin.postgres;

import org.jspecify.annotations.NullMarked;
