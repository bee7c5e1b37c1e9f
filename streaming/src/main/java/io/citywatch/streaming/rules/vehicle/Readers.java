package io.citywatch.streaming.rules.vehicle;

import io.citywatch.model.Position;
import io.citywatch.streaming.rules.RegisteredDevice;
import org.jspecify.annotations.Nullable;

/** What the registry says of tag readers. */
@FunctionalInterface
public interface Readers {
    /** Null if nobody registered it. */
    @Nullable
    RegisteredDevice find(String reader);

    /** The readers on the street graph; null if there is none. */
    default @Nullable ReaderNetwork roads() {
        return null;
    }

    /** Where a passage was: the mobile reader's own word, else the registry's; null if nobody knows. */
    default @Nullable Position placeOf(Passage passage) {
        if (passage.own() != null) {
            return passage.own();
        }
        RegisteredDevice reader = find(passage.reader());
        return reader == null ? null : new Position(reader.lat(), reader.lon());
    }
}
