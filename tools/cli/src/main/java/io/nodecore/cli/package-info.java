/**
 * The operator's command line.
 *
 * <p>arguments → {@link io.nodecore.cli.NodecoreCommand} → a command of {@code fleet}, {@code operations}, {@code replay} or {@code inspect} →
 * {@code connection} → {@code output}
 */
@NullMarked
package io.nodecore.cli;

import org.jspecify.annotations.NullMarked;
