/** What a user needs to connect by a link: its share URI and its parameters, without private keys. */
@NullMarked
package io.nodecore.nodeconfig.connection;

import org.jspecify.annotations.NullMarked;
