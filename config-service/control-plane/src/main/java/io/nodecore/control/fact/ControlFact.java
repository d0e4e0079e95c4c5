package io.nodecore.control.fact;

/** A decision of the control plane. It contains the outcome, never the intention, so that applying it needs no rule. */
public sealed interface ControlFact permits NodeFact, CodeFact, UserFact, SubscriptionFact, LinkFact, TokenFact {}
