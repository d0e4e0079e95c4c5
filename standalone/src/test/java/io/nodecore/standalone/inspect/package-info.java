@NullMarked
package io.nodecore.standalone.inspect;

import org.jspecify.annotations.NullMarked;
