package io.nodecore.control.fact;

/** A decision about one link. The latest state is in {@code control.links}. */
public sealed interface LinkFact extends ControlFact {

    Link link();

    record Created(Link link) implements LinkFact {}

    record Deleted(Link link) implements LinkFact {}
}
