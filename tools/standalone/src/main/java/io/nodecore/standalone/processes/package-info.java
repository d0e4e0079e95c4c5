/**
 * Programs that run as processes and are started again when they end.
 *
 * <p>part → supervisor → process, and from outside: kill, pause, resume, restart
 */
@NullMarked
package io.nodecore.standalone.processes;

import org.jspecify.annotations.NullMarked;
