package io.nodecore.nodeconfig.xray.transport;

import io.nodecore.nodeconfig.xray.reading.TemplatePart;
import io.nodecore.nodeconfig.xray.reading.XrayKeys;
import io.nodecore.nodeconfig.xray.reading.XrayRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The mask {@code header-custom} (Xray: {@code HeaderCustomTCP.Build}, {@code HeaderCustomUDP.Build}). */
final class MaskHeaderRules {

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Set<String> MODES = Set.of("prefix", "standalone");
    private static final Set<String> BYTE_TYPES = Set.of("array", "str", "hex", "base64");

    private MaskHeaderRules() {}

    static void check(TemplatePart settings) {
        if (!settings.text("mode").isEmpty() && !MODES.contains(settings.text("mode"))) {
            settings.refuse("mode", "must be prefix or standalone");
        }
        for (String list : List.of("client", "server")) {
            settings.parts(list).forEach(MaskHeaderRules::item);
        }
        for (String list : List.of("clients", "servers", "errors")) {
            sequences(settings, list).forEach(MaskHeaderRules::item);
        }
    }

    private static List<TemplatePart> sequences(TemplatePart settings, String list) {
        List<TemplatePart> items = new ArrayList<>();
        JsonNode sequences = settings.json().path(list);
        for (int i = 0; i < sequences.size(); i++) {
            for (int k = 0; k < sequences.path(i).size(); k++) {
                if (sequences.path(i).path(k) instanceof ObjectNode item) {
                    String path = settings.field(list) + "[" + i + "][" + k + "]";
                    items.add(new TemplatePart(item, path, settings.findings()));
                }
            }
        }
        return items;
    }

    private static void item(TemplatePart item) {
        for (String variable : List.of("capture", "reuse")) {
            String name = item.text(variable);
            if (!name.isEmpty() && !VARIABLE.matcher(name).matches()) {
                item.refuse(variable, "must be the name of a variable, got '" + name + "'");
            }
        }
        long kinds = Stream.of(
                        item.has("packet"),
                        item.number("rand", 0) > 0,
                        !item.text("reuse").isEmpty(),
                        item.has("transform"))
                .filter(given -> given)
                .count();
        if (kinds > 1 || (kinds == 0 && !item.text("capture").isEmpty())) {
            item.refuse("packet", "must be the only one of packet, rand, reuse and transform");
        }
        randRange(item);
        bytes(item, "packet");
        item.part("transform").ifPresent(MaskHeaderRules::transform);
    }

    static void randRange(TemplatePart item) {
        XrayRange range = XrayRange.of(item, "randRange");
        if (range.from() < 0 || range.to() > 255) {
            item.refuse("randRange", "must be from 0 to 255");
        }
    }

    static void bytes(TemplatePart item, String name) {
        String type = item.oneOf("type", BYTE_TYPES);
        JsonNode given = item.given(name);
        if (given == null) {
            return;
        }
        String text = given.isString() ? given.stringValue() : "";
        boolean right = switch (type) {
            case "str" -> given.isString();
            case "hex" -> given.isString() && XrayKeys.hexLength(text) >= 0;
            case "base64" -> given.isString() && XrayKeys.base64Length(text) >= 0;
            default -> given.isArray() || (given.isString() && XrayKeys.base64Length(text) >= 0);
        };
        if (!right) {
            item.refuse(name, "must be bytes of the type " + (type.isEmpty() ? "array" : type));
        }
    }

    private static void transform(TemplatePart transform) {
        if (transform.text("op").isEmpty()) {
            transform.refuse("op", "is required");
        }
        List<TemplatePart> args = transform.parts("args");
        if (args.isEmpty()) {
            transform.refuse("args", "must have at least one argument");
        }
        for (TemplatePart arg : args) {
            long kinds = Stream.of(
                            arg.has("bytes"),
                            arg.has("u64"),
                            !arg.text("reuse").isEmpty(),
                            !arg.text("metadata").isEmpty(),
                            arg.has("transform"))
                    .filter(given -> given)
                    .count();
            if (kinds != 1) {
                arg.refuse("bytes", "must be the only one of bytes, u64, reuse, metadata and transform");
            }
            bytes(arg, "bytes");
            arg.part("transform").ifPresent(MaskHeaderRules::transform);
        }
    }
}
