package io.nodecore.nodeconfig.xray.reading;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A release of Xray. */
public record XrayVersion(List<Integer> parts) {

    /** The release whose source these rules follow. */
    public static final XrayVersion NEWEST = of("26.7.28");

    private static final Pattern NUMBERS = Pattern.compile("[+-]?\\d{1,6}(?:\\.[+-]?\\d{1,6})*");

    public static XrayVersion of(String text) {
        return new XrayVersion(
                Arrays.stream(text.split("\\.")).map(Integer::valueOf).toList());
    }

    /** Empty if the text is not a release. */
    public static Optional<XrayVersion> parse(String text) {
        return NUMBERS.matcher(text).matches() ? Optional.of(of(text)) : Optional.empty();
    }

    /** {@code version} of a config defines for which releases it is (Xray: {@code app/version}). */
    public void checkBounds(TemplatePart version) {
        for (String bound : new String[] {"min", "max"}) {
            String text = version.text(bound);
            Optional<XrayVersion> other = parse(text);
            if (!text.isEmpty() && other.isEmpty()) {
                version.refuse(bound, "must be a release such as 26.7.28, got '" + text + "'");
            } else if (other.isPresent() && isBeyond(other.get(), bound)) {
                String message = "must fit Xray " + this + ", got '" + text + "'";
                // There may be a newer release than these rules know.
                if (bound.equals("min") && this.equals(NEWEST)) {
                    version.warn(bound, message);
                } else {
                    version.refuse(bound, message);
                }
            }
        }
    }

    private boolean isBeyond(XrayVersion other, String bound) {
        int order = compareTo(other);
        return bound.equals("min") ? order < 0 : order > 0;
    }

    public int compareTo(XrayVersion other) {
        for (int i = 0; i < Math.max(parts.size(), other.parts.size()); i++) {
            int order = Integer.compare(part(i), other.part(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private int part(int i) {
        return i < parts.size() ? parts.get(i) : 0;
    }

    @Override
    public String toString() {
        return String.join(".", parts.stream().map(String::valueOf).toList());
    }
}
