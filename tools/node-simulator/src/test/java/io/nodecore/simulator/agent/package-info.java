@NullMarked
package io.nodecore.simulator.agent;

import org.jspecify.annotations.NullMarked;
