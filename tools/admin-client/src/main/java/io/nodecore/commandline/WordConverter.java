package io.nodecore.commandline;

import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** One word of an enum, by the text of its constants. */
public abstract class WordConverter<E extends Enum<E>> implements ITypeConverter<E> {

    private final Class<E> words;

    protected WordConverter(Class<E> words) {
        this.words = words;
    }

    @Override
    public E convert(String text) {
        return Arrays.stream(words.getEnumConstants())
                .filter(word -> word.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("needs one of "
                        + Arrays.stream(words.getEnumConstants())
                                .map(Enum::toString)
                                .collect(Collectors.joining(", "))
                        + "; got '" + text + "'"));
    }
}
