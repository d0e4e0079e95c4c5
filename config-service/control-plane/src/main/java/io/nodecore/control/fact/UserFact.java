package io.nodecore.control.fact;

/** A decision about one user. The latest state is in {@code control.users}. */
public sealed interface UserFact extends ControlFact {

    record Created(User user) implements UserFact {}

    record Changed(User user) implements UserFact {}

    record Deleted(long userId) implements UserFact {}
}
