package io.nodecore.admin.access;

import java.time.Instant;

/**
 * A signed-in browser.
 *
 * @param expiresAt in whole seconds
 * @param id random, 128 bits as base64url
 */
record BrowserSession(long tokenId, Instant expiresAt, String id) {}
