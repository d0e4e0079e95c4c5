@NullMarked
package io.nodecore.soak;

import org.jspecify.annotations.NullMarked;
