@NullMarked
package io.nodecore.simulator.traffic;

import org.jspecify.annotations.NullMarked;
