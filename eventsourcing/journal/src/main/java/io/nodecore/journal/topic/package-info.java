/** Creates the topics of the catalogue at the start and refuses those that could lose facts. */
@NullMarked
package io.nodecore.journal.topic;

import org.jspecify.annotations.NullMarked;
