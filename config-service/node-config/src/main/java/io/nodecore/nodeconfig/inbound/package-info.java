/** Inbounds, their clients and the defaults that Nodecore adds to them. */
@NullMarked
package io.nodecore.nodeconfig.inbound;

import org.jspecify.annotations.NullMarked;
