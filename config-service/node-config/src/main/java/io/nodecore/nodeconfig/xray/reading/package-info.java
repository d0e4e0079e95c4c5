/**
 * How Xray reads JSON: names, types, and texts for keys, addresses, ports and ranges.
 *
 * <p>body → member names → parts with their paths → findings
 */
@NullMarked
package io.nodecore.nodeconfig.xray.reading;

import org.jspecify.annotations.NullMarked;
