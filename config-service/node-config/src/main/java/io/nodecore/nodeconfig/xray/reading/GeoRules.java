package io.nodecore.nodeconfig.xray.reading;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.nodecore.nodeconfig.xray.reading.TemplatePart.Word;
import java.util.List;
import java.util.Optional;

/**
 * Lists of domains and addresses (Xray: {@code common/geodata/rule_parser.go}). Whether a node's geo files contain a code is not known
 * here.
 */
public final class GeoRules {

    private GeoRules() {}

    public static void ips(TemplatePart owner, String name) {
        ips(owner, owner.words(name));
    }

    public static void ips(TemplatePart owner, List<Word> words) {
        for (Word word : words) {
            ipRefusal(word.text())
                    .ifPresent(refusal -> owner.refuse(word.name(), refusal + ", got '" + word.text() + "'"));
        }
    }

    public static void domains(TemplatePart owner, String name) {
        for (Word word : owner.words(name)) {
            domainRefusal(word.text())
                    .ifPresent(refusal -> owner.refuse(word.name(), refusal + ", got '" + word.text() + "'"));
        }
    }

    private static Optional<String> ipRefusal(String text) {
        String rule = withoutReverse(text);
        Optional<String> code = after(rule, "geoip:");
        Optional<String> file = after(rule, "ext:").or(() -> after(rule, "ext-ip:"));
        if (code.isPresent()) {
            return withoutReverse(code.get()).isEmpty()
                    ? Optional.of("must name a code after geoip:")
                    : Optional.empty();
        }
        if (file.isPresent()) {
            return isFileAndCode(file.get()) ? Optional.empty() : Optional.of("must be ext:file:code");
        }
        return XrayAddresses.isPrefix(rule)
                ? Optional.empty()
                : Optional.of("must be an address, a prefix such as 10.0.0.0/8, geoip:code or ext:file:code");
    }

    public static Optional<String> domainRefusal(String rule) {
        Optional<String> code = after(rule, "geosite:");
        Optional<String> file =
                after(rule, "ext:").or(() -> after(rule, "ext-domain:")).or(() -> after(rule, "ext-site:"));
        Optional<String> pattern = after(rule, "regexp:");
        Optional<String> dotless = after(rule, "dotless:");
        if (code.isPresent()) {
            return isSite(code.get())
                    ? Optional.empty()
                    : Optional.of("must be geosite:code or geosite:code@attribute");
        }
        if (file.isPresent()) {
            int colon = file.get().indexOf(':');
            return colon > 0 && isSite(file.get().substring(colon + 1))
                    ? Optional.empty()
                    : Optional.of("must be ext:file:code");
        }
        if (pattern.isPresent()) {
            return isPattern(pattern.get())
                    ? Optional.empty()
                    : Optional.of("must be a regular expression of Go (RE2)");
        }
        if (dotless.isPresent()) {
            return dotless.get().indexOf('.') < 0 && isPattern("^[^.]*" + dotless.get() + "[^.]*$")
                    ? Optional.empty()
                    : Optional.of("must have no dot after dotless:");
        }
        return Optional.empty();
    }

    /** Go uses RE2 for regular expressions: without look-around and back references. */
    public static boolean isPattern(String text) {
        try {
            Pattern.compile(text);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    private static boolean isSite(String code) {
        return !code.isEmpty() && !code.startsWith("@") && !code.endsWith("@") && !code.contains("@@");
    }

    private static boolean isFileAndCode(String text) {
        int colon = text.indexOf(':');
        return colon > 0 && !withoutReverse(text.substring(colon + 1)).isEmpty();
    }

    private static Optional<String> after(String text, String prefix) {
        return text.startsWith(prefix) ? Optional.of(text.substring(prefix.length())) : Optional.empty();
    }

    private static String withoutReverse(String text) {
        int start = 0;
        while (start < text.length() && text.charAt(start) == '!') {
            start++;
        }
        return text.substring(start);
    }
}
