package io.nodecore.control.configs;

import io.nodecore.control.facts.VpnProtocol;

/** An inbound of a template, as far as it becomes a node protocol. */
record Inbound(String tag, VpnProtocol protocol) {}
