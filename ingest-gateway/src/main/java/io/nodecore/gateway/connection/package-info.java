/**
 * The connections of both transports: the address of the client, and the limits of their number.
 *
 * <p>accept → {@link io.nodecore.gateway.connection.Connections} → a key that is valid → connection of a node
 */
@NullMarked
package io.nodecore.gateway.connection;

import org.jspecify.annotations.NullMarked;
