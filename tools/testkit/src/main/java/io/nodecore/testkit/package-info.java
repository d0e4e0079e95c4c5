/**
 * For tests: shared servers, a main class in a JVM of its own, the content of topics and tables.
 *
 * <p>test → servers → content
 */
@NullMarked
package io.nodecore.testkit;

import org.jspecify.annotations.NullMarked;
