/**
 * HTTP as a transport: JSON to the same requests and outcomes to JSON, no decisions.
 *
 * <p>netty → routes → JSON wire → intake → answer or problem
 */
@NullMarked
package io.nodecore.gateway.http;

import org.jspecify.annotations.NullMarked;
