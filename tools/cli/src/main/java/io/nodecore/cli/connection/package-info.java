/**
 * Which Core a command is about.
 *
 * <p>{@code --url} and {@code --token}, or run.json of the working directory → client
 */
@NullMarked
package io.nodecore.cli.connection;

import org.jspecify.annotations.NullMarked;
