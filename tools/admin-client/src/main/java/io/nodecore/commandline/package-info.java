/**
 * One way to read a command line, for every tool.
 *
 * <p>arguments → picocli with {@link io.nodecore.commandline.CommandLines} → exit code: 0 done, 1 failed or refused, 2 usage
 */
@NullMarked
package io.nodecore.commandline;

import org.jspecify.annotations.NullMarked;
