/**
 * The connections of both transports: who is at the other end, and how many there may be.
 *
 * <p>accept → {@link io.nodecore.gateway.connection.Connections} → a key that is valid → connection of a node
 */
@NullMarked
package io.nodecore.gateway.connection;

import org.jspecify.annotations.NullMarked;
