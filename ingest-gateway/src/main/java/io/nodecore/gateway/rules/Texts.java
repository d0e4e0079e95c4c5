package io.nodecore.gateway.rules;

import java.util.Locale;

/** Checks that apply to any text. */
final class Texts {

    private static final int EXCERPT = 40;

    private Texts() {}

    /** False for text that Postgres or UTF-8 can't store: NUL, and unpaired surrogates. */
    static boolean isStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\0') {
                return false;
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    static String lowerCase(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** The beginning of a refused value, in a form that is safe to show. */
    static String excerpt(String text) {
        StringBuilder shown = new StringBuilder("'");
        int end = Math.min(text.length(), EXCERPT);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            shown.append(c >= ' ' && c <= '~' ? c : '?');
        }
        return shown.append(text.length() > EXCERPT ? "…'" : "'").toString();
    }
}
