package io.nodecore.gateway.http;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The revision of a config as an entity tag. */
final class EntityTag {

    /** An opaque tag, strong or weak; agents that send only the number are accepted too. */
    private static final Pattern TAG = Pattern.compile("(?:W/)?\"([^\"]*)\"|([^,\\s\"]+)");

    private EntityTag() {}

    static String of(long revision) {
        return "\"" + revision + "\"";
    }

    /** Returns whether {@code If-None-Match} names the revision; the comparison is weak, as for every GET. */
    static boolean matches(List<String> ifNoneMatch, long revision) {
        String wanted = Long.toString(revision);
        for (String header : ifNoneMatch) {
            Matcher tag = TAG.matcher(header);
            while (tag.find()) {
                String bare = tag.group(2);
                if ("*".equals(bare) || wanted.equals(bare == null ? tag.group(1) : bare)) {
                    return true;
                }
            }
        }
        return false;
    }
}
