/** What a node's config may contain and how its parts are made. Nothing here reads a database or a topic. */
@NullMarked
package io.nodecore.nodeconfig;

import org.jspecify.annotations.NullMarked;
