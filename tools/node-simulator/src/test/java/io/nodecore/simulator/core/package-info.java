@NullMarked
package io.nodecore.simulator.core;

import org.jspecify.annotations.NullMarked;
