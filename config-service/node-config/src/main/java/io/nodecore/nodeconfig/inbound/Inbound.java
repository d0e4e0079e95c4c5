package io.nodecore.nodeconfig.inbound;

import io.nodecore.nodeconfig.VpnProtocol;

/** The part of an inbound of a template that becomes a node protocol. */
public record Inbound(String tag, VpnProtocol protocol) {}
