package io.nodecore.control.fact;

/**
 * The content of a NodeConfig without its revision: three canonical JSON objects. Equal content has equal text.
 *
 * @param clientMap link UUID → user and subscription, of Xray's links
 * @param mtprotoClientMap the same for MTProto's links
 * @param services the config of Xray and telemt
 */
public record NodeContent(String clientMap, String mtprotoClientMap, String services) {

    /** The content of revision 0. */
    public static final NodeContent EMPTY = new NodeContent("{}", "{}", "{}");

    /** All of it as one canonical JSON object. */
    public String json() {
        return "{\"clientMap\":" + clientMap + ",\"mtprotoClientMap\":" + mtprotoClientMap + ",\"services\":" + services
                + "}";
    }

    /**
     * Parses the content from a {@link #json()}.
     *
     * @throws IllegalArgumentException if the text is not one
     */
    public static NodeContent ofJson(String json) {
        // The maps before it contain only UUIDs and numbers, so these words can't occur in them.
        String[] clients = json.split(",\"mtprotoClientMap\":", 2);
        String[] rest = clients[clients.length - 1].split(",\"services\":", 2);
        int start = "{\"clientMap\":".length();
        if (clients.length == 2 && rest.length == 2 && clients[0].length() > start && rest[1].endsWith("}")) {
            var content =
                    new NodeContent(clients[0].substring(start), rest[0], rest[1].substring(0, rest[1].length() - 1));
            if (content.json().equals(json)) {
                return content;
            }
        }
        throw new IllegalArgumentException("expected {clientMap, mtprotoClientMap, services}, got "
                + json.substring(0, Math.min(json.length(), 100)));
    }
}
