@NullMarked
package io.nodecore.commandline;

import org.jspecify.annotations.NullMarked;
