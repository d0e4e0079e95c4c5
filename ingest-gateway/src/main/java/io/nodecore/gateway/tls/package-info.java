/**
 * TLS of the two ports from PEM files, which are read again when they change.
 *
 * <p>files → {@link io.nodecore.gateway.tls.PemIdentity} → {@link io.nodecore.gateway.tls.ReloadedKeys} → port
 */
@NullMarked
package io.nodecore.gateway.tls;

import org.jspecify.annotations.NullMarked;
