/**
 * The parts that all routes of the admin API share: problems, pages, merge patches.
 *
 * <p>request → caller and scope → route of a feature → resource or problem
 */
@NullMarked
package io.nodecore.admin;

import org.jspecify.annotations.NullMarked;
