package io.nodecore.control.facts;

/**
 * The content of a NodeConfig without its revision: three canonical JSON objects. Equal content is equal text.
 *
 * @param clientMap link UUID → user and subscription, of Xray's links
 * @param mtprotoClientMap the same of MTProto's links
 * @param services what Xray and telemt run
 */
public record NodeContent(String clientMap, String mtprotoClientMap, String services) {

    /** The content of revision 0. */
    public static final NodeContent EMPTY = new NodeContent("{}", "{}", "{}");

    /** All of it as one canonical JSON object. */
    public String json() {
        return "{\"clientMap\":" + clientMap + ",\"mtprotoClientMap\":" + mtprotoClientMap + ",\"services\":" + services
                + "}";
    }
}
