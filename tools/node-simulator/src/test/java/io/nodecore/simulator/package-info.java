@NullMarked
package io.nodecore.simulator;

import org.jspecify.annotations.NullMarked;
