@NullMarked
package io.nodecore.cli.output;

import org.jspecify.annotations.NullMarked;
