package io.nodecore.control.fact;

/** Something that the control plane decided. It carries the outcome, never the intention, so that applying it needs no rule. */
public sealed interface ControlFact
        permits NodeFact, CodeFact, UserFact, SubscriptionFact, LinkFact, CorrectionFact, RedriveFact {}
