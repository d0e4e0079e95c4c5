/**
 * Projections, dead letters and corrections.
 *
 * <p>arguments → admin API → table or JSON
 */
@NullMarked
package io.nodecore.cli.operations;

import org.jspecify.annotations.NullMarked;
