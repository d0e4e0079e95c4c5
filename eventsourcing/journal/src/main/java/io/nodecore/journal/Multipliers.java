package io.nodecore.journal;

import io.nodecore.schemas.control.NodeMultipliers;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much each byte of a node counts against the limits of subscriptions. It is data of the fact (header {@code multipliers} of a usage
 * fact), so that a replay counts as was counted, whatever holds by then.
 *
 * @param ofNode for every node protocol that has none of its own; 1 where nothing was said
 * @param ofProtocols by node protocol
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

    /** Those of a node, as topic control.multipliers has them. */
    public static Multipliers of(NodeMultipliers said) {
        SortedMap<Long, BigDecimal> ofProtocols = new TreeMap<>();
        said.getProtocolsList()
                .forEach(protocol ->
                        ofProtocols.put(protocol.getNodeProtocolId(), new BigDecimal(protocol.getMultiplier())));
        return new Multipliers(new BigDecimal(said.getMultiplier()), ofProtocols);
    }

    public BigDecimal of(long nodeProtocolId) {
        return ofProtocols.isEmpty() ? ofNode : ofProtocols.getOrDefault(nodeProtocolId, ofNode);
    }

    /** The same with another multiplier for the node itself. */
    public Multipliers withNode(BigDecimal multiplier) {
        return new Multipliers(multiplier, ofProtocols);
    }

    /** Such as {@code 0.5} or {@code 1;3=0.5;9=1.25}: that of the node, then those of node protocols. */
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

    /** @throws IllegalArgumentException when the text is none that {@link #text} gives */
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
