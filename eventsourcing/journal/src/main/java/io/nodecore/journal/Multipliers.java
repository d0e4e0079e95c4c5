package io.nodecore.journal;

import io.nodecore.schemas.control.NodeMultipliers;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The factors by which bytes of a node count against the limits of subscriptions. A usage fact carries them (header {@code
 * multipliers}), so a replay counts with the factors of the time of the report.
 *
 * @param ofNode the factor of every node protocol without one of its own; 1 by default
 * @param ofProtocols factors by the id of the node protocol
 */
public record Multipliers(BigDecimal ofNode, SortedMap<Long, BigDecimal> ofProtocols) {

    /** Every byte counts once. */
    public static final Multipliers ONE = new Multipliers(BigDecimal.ONE, Collections.emptySortedMap());

    public Multipliers {
        ofNode = checked(ofNode);
        SortedMap<Long, BigDecimal> normal = new TreeMap<>();
        ofProtocols.forEach((id, multiplier) -> normal.put(id, checked(multiplier)));
        ofProtocols = Collections.unmodifiableSortedMap(normal);
    }

    /** The multipliers of a node as topic {@code control.multipliers} has them. */
    public static Multipliers of(NodeMultipliers value) {
        SortedMap<Long, BigDecimal> ofProtocols = new TreeMap<>();
        value.getProtocolsList()
                .forEach(protocol ->
                        ofProtocols.put(protocol.getNodeProtocolId(), new BigDecimal(protocol.getMultiplier())));
        return new Multipliers(new BigDecimal(value.getMultiplier()), ofProtocols);
    }

    /** The factor of one node protocol. */
    public BigDecimal of(long nodeProtocolId) {
        return ofProtocols.isEmpty() ? ofNode : ofProtocols.getOrDefault(nodeProtocolId, ofNode);
    }

    /** The same with another multiplier for the node itself. */
    public Multipliers withNode(BigDecimal multiplier) {
        return new Multipliers(multiplier, ofProtocols);
    }

    /** The header text, such as {@code 0.5} or {@code 1;3=0.5;9=1.25}: the factor of the node, then those of node protocols. */
    public String text() {
        var text = new StringBuilder(ofNode.toPlainString());
        for (Map.Entry<Long, BigDecimal> protocol : ofProtocols.entrySet()) {
            text.append(';')
                    .append(protocol.getKey())
                    .append('=')
                    .append(protocol.getValue().toPlainString());
        }
        return text.toString();
    }

    /** @throws IllegalArgumentException if the text does not have the form of {@link #text} */
    public static Multipliers parse(String text) {
        String[] parts = text.split(";", -1);
        SortedMap<Long, BigDecimal> ofProtocols = new TreeMap<>();
        try {
            for (int i = 1; i < parts.length; i++) {
                int equals = parts[i].indexOf('=');
                ofProtocols.put(
                        Long.valueOf(parts[i].substring(0, Math.max(equals, 0))),
                        new BigDecimal(parts[i].substring(equals + 1)));
            }
            return new Multipliers(new BigDecimal(parts[0]), ofProtocols);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("multipliers are like '1;3=0.5', got '" + text + "'", e);
        }
    }

    private static BigDecimal checked(BigDecimal multiplier) {
        if (multiplier.signum() < 0) {
            throw new IllegalArgumentException("a multiplier is 0 or more, got " + multiplier);
        }
        BigDecimal plain = multiplier.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }
}
