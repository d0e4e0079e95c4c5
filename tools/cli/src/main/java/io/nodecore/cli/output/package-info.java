/**
 * What a command prints.
 *
 * <p>answer of the admin API → {@link io.nodecore.cli.output.OutputOption} → table or JSON
 */
@NullMarked
package io.nodecore.cli.output;

import org.jspecify.annotations.NullMarked;
