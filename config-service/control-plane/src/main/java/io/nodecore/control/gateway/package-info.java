/**
 * The requests of ingest-gateway: redeem a code, find the node of a key, get the latest config.
 *
 * <p>internal gRPC → intake → answer or status
 */
@NullMarked
package io.nodecore.control.gateway;

import org.jspecify.annotations.NullMarked;
