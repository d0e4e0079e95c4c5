package io.nodecore.control.user;

import java.util.Collection;
import java.util.Set;

/** Which of these users are online now, on any node. */
@FunctionalInterface
public interface UsersOnline {

    /** @throws RuntimeException if presence can't be read */
    Set<Long> of(Collection<Long> userIds);
}
