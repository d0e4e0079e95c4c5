/**
 * Recognises the reports that have counted already.
 *
 * <p>facts → {@link io.nodecore.usage.repeats.ReportIdsTable} → facts that count
 */
@NullMarked
package io.nodecore.usage.repeats;

import org.jspecify.annotations.NullMarked;
