package io.nodecore.nodeconfig.connection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The client side of VLESS encryption. */
final class VlessEncryption {

    private static final int SHORTEST_KEY_TEXT = 20;

    private VlessEncryption() {}

    /** From {@code decryption} of the inbound, whose parts are a method, a mode, a time, paddings and private keys. */
    static String ofClient(String decryption) {
        if (decryption.isEmpty() || decryption.equals("none")) {
            return "none";
        }
        List<String> parts = Arrays.asList(decryption.split("\\."));
        boolean hasTickets = !parts.get(2).matches("0+s?");
        List<String> client = new ArrayList<>(List.of(parts.get(0), parts.get(1), hasTickets ? "0rtt" : "1rtt"));
        parts.stream()
                .skip(3)
                .filter(part -> part.length() >= SHORTEST_KEY_TEXT)
                .map(PublicKeys::ofVlessKey)
                .forEach(client::add);
        return String.join(".", client);
    }
}
