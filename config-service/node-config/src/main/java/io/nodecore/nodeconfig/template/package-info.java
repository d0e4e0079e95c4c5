/** Reads and checks the service templates of a node, also with a real Xray where one is configured. */
@NullMarked
package io.nodecore.nodeconfig.template;

import org.jspecify.annotations.NullMarked;
