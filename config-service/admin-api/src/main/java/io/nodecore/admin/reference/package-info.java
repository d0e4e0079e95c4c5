/**
 * The OpenAPI document of the admin API as a page for browsers.
 *
 * <p>/docs → page → Swagger UI from its WebJar → /v3/api-docs
 */
@NullMarked
package io.nodecore.admin.reference;

import org.jspecify.annotations.NullMarked;
