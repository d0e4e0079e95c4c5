/**
 * The desired config of every node: templates with the clients of every served link, numbered by revisions.
 *
 * <p>templates → rules → ServicesChanged; any touching fact → generator → content differs? → RevisionPublished → gateway, console
 */
@NullMarked
package io.nodecore.control.config.template;

import org.jspecify.annotations.NullMarked;
