@NullMarked
package io.nodecore.cli.replay;

import org.jspecify.annotations.NullMarked;
