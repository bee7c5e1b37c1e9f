package io.citywatch.model;

import java.util.function.Function;

/**
 * What came of reading bytes from outside: a value, or the reason why there is none. Malformed input is expected, so
 * it is a value and never a throw.
 */
public sealed interface Decoded<T> {
    /** The bytes were well formed. */
    record Valid<T>(T value) implements Decoded<T> {}

    /** @param reason what was wrong, with the offending value and the expectation; fit for a device's engineer */
    record Invalid<T>(String reason) implements Decoded<T> {}

    static <T> Decoded<T> valid(T value) {
        return new Valid<>(value);
    }

    static <T> Decoded<T> invalid(String reason) {
        return new Invalid<>(reason);
    }

    default <R> R fold(Function<? super T, ? extends R> whenValid, Function<String, ? extends R> whenInvalid) {
        if (this instanceof Valid<T> valid) {
            return whenValid.apply(valid.value());
        }
        return whenInvalid.apply(((Invalid<T>) this).reason());
    }
}
