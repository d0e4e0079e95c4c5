@NullMarked
package io.nodecore.simulator.options;

import org.jspecify.annotations.NullMarked;
