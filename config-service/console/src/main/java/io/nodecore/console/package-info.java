/**
 * The web console: static files that use the admin API of the same port, and nothing else.
 *
 * <p>{@code / -> console/index.html -> console/app.js -> pages, parts, data, texts; console/vendor/ -> WebJars}
 */
@NullMarked
package io.nodecore.console;

import org.jspecify.annotations.NullMarked;
