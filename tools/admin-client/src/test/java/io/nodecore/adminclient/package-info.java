@NullMarked
package io.nodecore.adminclient;

import org.jspecify.annotations.NullMarked;
