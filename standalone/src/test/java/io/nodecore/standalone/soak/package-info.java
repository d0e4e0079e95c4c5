@NullMarked
package io.nodecore.standalone.soak;

import org.jspecify.annotations.NullMarked;
