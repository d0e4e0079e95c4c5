/**
 * What ingest-gateway asks: redeem a code, whose key is this, the latest config.
 *
 * <p>internal gRPC → intake → answer or status
 */
@NullMarked
package io.nodecore.control.gateway;

import org.jspecify.annotations.NullMarked;
