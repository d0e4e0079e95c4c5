/**
 * The parts that all routes of the admin API share: the bearer token, problems, pages, merge patches.
 *
 * <p>request → token → route of a feature → resource or problem
 */
@NullMarked
package io.nodecore.admin;

import org.jspecify.annotations.NullMarked;
