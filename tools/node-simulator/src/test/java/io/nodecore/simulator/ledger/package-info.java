@NullMarked
package io.nodecore.simulator.ledger;

import org.jspecify.annotations.NullMarked;
