/**
 * Generates the config of a node from its templates and the links of active subscriptions.
 *
 * <p>templates, links → generator → content of a revision
 */
@NullMarked
package io.nodecore.control.config.generator;

import org.jspecify.annotations.NullMarked;
