package io.citywatch.streaming.rules.zone;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a zone is for, as far as rules judge it. */
public enum ZonePurpose {
    /** No motorcycle may be in it, whoever rides it: R12. */
    NO_ENTRY("no-entry"),
    /** Nobody may park in it: all readers in it are no-parking readers, R9. */
    NO_PARKING("no-parking");

    private final String text;

    ZonePurpose(String text) {
        this.text = text;
    }

    /** The name on the wire. */
    public String text() {
        return text;
    }

    /** Empty of any other purpose: such a zone is kept and shown, and judged by no rule. */
    static Optional<ZonePurpose> of(@Nullable String text) {
        return Arrays.stream(values())
                .filter(purpose -> purpose.text.equals(text))
                .findFirst();
    }
}
