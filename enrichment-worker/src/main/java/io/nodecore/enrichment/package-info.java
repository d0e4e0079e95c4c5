/**
 * The addresses of each user, and information about each address.
 *
 * <p>node.online-users → {@link io.nodecore.enrichment.userips} → Postgres {@code user_ips} →
 * {@link io.nodecore.enrichment.jobs} → {@link io.nodecore.enrichment.providers} → {@link io.nodecore.enrichment.infos}
 */
@NullMarked
package io.nodecore.enrichment;

import org.jspecify.annotations.NullMarked;
