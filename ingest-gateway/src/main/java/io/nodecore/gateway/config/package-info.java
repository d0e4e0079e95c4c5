/**
 * The desired config of a node: sent on request, and notified when it changes.
 *
 * <p>control.revisions → {@link io.nodecore.gateway.config.Revisions} → watches; caller → {@link io.nodecore.gateway.config.NodeConfigIntake} → config-service
 */
@NullMarked
package io.nodecore.gateway.config;

import org.jspecify.annotations.NullMarked;
