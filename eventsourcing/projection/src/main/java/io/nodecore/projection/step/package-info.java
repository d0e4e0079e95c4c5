/**
 * Turns the facts of one poll into one transaction of rows and positions.
 *
 * <p>polled facts → decode → transaction {positions, apply, refused facts} → dead letters → commit
 */
@NullMarked
package io.nodecore.projection.step;

import org.jspecify.annotations.NullMarked;
