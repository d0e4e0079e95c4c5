package io.nodecore.control.config.template;

import io.nodecore.control.fact.ControlFact;
import io.nodecore.nodeconfig.NodeProtocol;
import java.util.List;
import java.util.SortedMap;

/**
 * The effect of a change of services on a node.
 *
 * @param protocols all inbounds after the change
 * @param keptLinks how many links stay, by the tag after the change; inbounds without links are absent
 * @param lostLinks how many links end, by the tag before the change
 * @param facts empty if nothing changes
 */
record ServiceChange(
        List<NodeProtocol> protocols,
        SortedMap<String, Long> keptLinks,
        SortedMap<String, Long> lostLinks,
        List<ControlFact> facts) {}
