package io.nodecore.nodeconfig;

/**
 * The templates that an admin set for a node: inbounds, outbounds and routing, without clients.
 *
 * @param json canonical JSON {@code {xray?: {inbounds, outbounds, routing}, mtproto?: {inbounds}, xrayVersion?}}
 */
public record ServiceTemplates(String json) {

    public static final ServiceTemplates NONE = new ServiceTemplates("{}");
}
