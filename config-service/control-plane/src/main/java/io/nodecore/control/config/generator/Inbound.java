package io.nodecore.control.config.generator;

import io.nodecore.control.fact.VpnProtocol;

/** The part of an inbound of a template that becomes a node protocol. */
public record Inbound(String tag, VpnProtocol protocol) {}
