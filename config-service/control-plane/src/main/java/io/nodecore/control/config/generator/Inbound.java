package io.nodecore.control.config.generator;

import io.nodecore.control.fact.VpnProtocol;

/** An inbound of a template, as far as it becomes a node protocol. */
public record Inbound(String tag, VpnProtocol protocol) {}
