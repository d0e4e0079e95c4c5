/**
 * How a node joins the fleet: a registration code is exchanged for an auth key.
 *
 * <p>HTTP → {@link io.nodecore.gateway.registration.RegistrationIntake} → config-service → key known here at once
 */
@NullMarked
package io.nodecore.gateway.registration;

import org.jspecify.annotations.NullMarked;
