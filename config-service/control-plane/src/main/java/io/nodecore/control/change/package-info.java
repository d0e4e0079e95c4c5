/**
 * Who changed what, when, by which token.
 *
 * <p>decision → change log → admin_changes, control.changes → admin HTTP
 */
@NullMarked
package io.nodecore.control.change;

import org.jspecify.annotations.NullMarked;
