/**
 * Information about the addresses of users, and the users with many of them.
 *
 * <p>{@code public.user_ips}, {@code public.ip_infos}, {@code public.enrichment_jobs} (enrichment-worker) → views → admin API
 */
@NullMarked
package io.nodecore.queries.addresses;

import org.jspecify.annotations.NullMarked;
