package io.nodecore.queries.addresses;

/**
 * The condition, in SQL, that an address says something about the place of a user. Private, loopback, link-local and unspecified addresses
 * do not: a node sees them if a proxy, a tunnel or a container stands in front of it, or another service of the same machine.
 */
final class PublicAddressSql {

    /** The text before the ranges is cheap, and few addresses pass it: only these are read as addresses. */
    private static final String CONDITION = """
            (left(%1$s, 2) <> all (array['0.', '10', '12', '16', '17', '19', '::', 'fc', 'fd', 'fe'])
             or not (%1$s::inet <<= any (array['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16',
                                               '172.16.0.0/12', '192.168.0.0/16', '::/127', 'fc00::/7', 'fe80::/10']::inet[])))""";

    private PublicAddressSql() {}

    /** @param column holds the canonical text of an address */
    static String of(String column) {
        return CONDITION.formatted(column);
    }
}
