@NullMarked
package io.nodecore.standalone.replays;

import org.jspecify.annotations.NullMarked;
