@NullMarked
package io.nodecore.standalone.processes;

import org.jspecify.annotations.NullMarked;
