/** The difference between two JSON documents. */
@NullMarked
package io.nodecore.nodeconfig.difference;

import org.jspecify.annotations.NullMarked;
