@NullMarked
package io.nodecore.cli;

import org.jspecify.annotations.NullMarked;
