/**
 * Connections: how a client reaches the inbound of a link, as members and as a share URI.
 *
 * <p>link, template of its node → rules → connection, URI
 */
@NullMarked
package io.nodecore.control.connection;

import org.jspecify.annotations.NullMarked;
