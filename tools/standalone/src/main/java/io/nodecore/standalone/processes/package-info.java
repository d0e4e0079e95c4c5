/**
 * Programs that run as processes of their own and are started again whenever they end.
 *
 * <p>part → supervisor → process, and from outside: kill, pause, resume, restart
 */
@NullMarked
package io.nodecore.standalone.processes;

import org.jspecify.annotations.NullMarked;
