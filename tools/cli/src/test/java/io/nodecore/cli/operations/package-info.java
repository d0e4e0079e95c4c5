@NullMarked
package io.nodecore.cli.operations;

import org.jspecify.annotations.NullMarked;
