/**
 * The admin API of a Core, for tools.
 *
 * <p>{@link io.nodecore.adminclient.RunFile} or a URL → {@link io.nodecore.adminclient.AdminClient} → {@link
 * io.nodecore.adminclient.AdminApi} → answer, or {@link io.nodecore.adminclient.AdminFailure}
 */
@NullMarked
package io.nodecore.adminclient;

import org.jspecify.annotations.NullMarked;
