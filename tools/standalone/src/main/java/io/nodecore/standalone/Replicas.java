package io.nodecore.standalone;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How many processes of each service a run has; one by default. */
public record Replicas(Map<Service, Integer> counts) {

    static final Replicas ONE_OF_EACH = new Replicas(Map.of());

    private static final int MOST = 8;

    public Replicas {
        counts = Map.copyOf(counts);
    }

    /**
     * Reads {@code SERVICE=N} pairs.
     *
     * @throws IllegalArgumentException with a text for the user
     */
    public static Replicas parse(List<String> pairs) {
        Map<Service, Integer> counts = new EnumMap<>(Service.class);
        for (String pair : pairs) {
            String[] parts = pair.split("=", 2);
            Service service = Service.of(parts[0])
                    .orElseThrow(() -> new IllegalArgumentException("--replicas: no service is called '" + parts[0]
                            + "', there are "
                            + String.join(
                                    ", ",
                                    List.of(Service.values()).stream()
                                            .map(Service::module)
                                            .toList())));
            if (parts.length < 2 || !parts[1].matches("[1-9]") || Integer.parseInt(parts[1]) > MOST) {
                throw new IllegalArgumentException(
                        "--replicas needs SERVICE=N with N from 1 to " + MOST + ", got '" + pair + "'");
            }
            // Its admin API is reached at one port; a further one would need something that spreads requests.
            if (service == Service.CONFIG && !parts[1].equals("1")) {
                throw new IllegalArgumentException(
                        "--replicas: one config-service has the admin port, got '" + pair + "'");
            }
            counts.put(service, Integer.parseInt(parts[1]));
        }
        return new Replicas(counts);
    }

    public int of(Service service) {
        return counts.getOrDefault(service, 1);
    }
}
