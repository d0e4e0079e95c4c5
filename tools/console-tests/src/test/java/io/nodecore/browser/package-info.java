/**
 * The web console as people see it, in a real browser.
 *
 * <p>{@code Core with a fleet -> Chromium -> what the page shows, asks and refuses}
 */
@NullMarked
package io.nodecore.browser;

import org.jspecify.annotations.NullMarked;
