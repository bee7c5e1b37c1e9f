package io.citywatch.alerts.area;

import io.citywatch.alerts.intake.AreaLookup;
import io.citywatch.alerts.store.Polling;
import io.citywatch.model.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The areas in memory, brought up to date when this process changes one and, by asking the table how many changes there
 * were, when another does. The index is replaced as a whole: a look-up sees the areas of one moment.
 */
public final class AreaMap implements AreaLookup, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AreaMap.class);

    private final AreaStore store;
    private volatile AreaIndex index = new AreaIndex(List.of());
    private volatile @Nullable Polling polling;
    private long changes = -1;

    private AreaMap(AreaStore store) {
        this.store = store;
    }

    /** Reads the areas and begins to watch for changes; throws if they cannot be read. */
    public static AreaMap start(AreaStore store) {
        AreaMap areas = new AreaMap(store);
        areas.refresh();
        areas.polling = Polling.start("areas", areas::refresh);
        return areas;
    }

    @Override
    public Areas at(Position position) {
        AreaIndex now = index;
        return new Areas(now.areaAt(AreaLevel.GRID, position), now.areaAt(AreaLevel.UNIT, position));
    }

    @Override
    public @Nullable String districtAt(Position position) {
        return index.areaAt(AreaLevel.DISTRICT, position);
    }

    /** The area of the level that holds the place. */
    public Optional<String> areaAt(AreaLevel level, Position position) {
        return Optional.ofNullable(index.areaAt(level, position));
    }

    /** How many there are. */
    public int size() {
        return index.size();
    }

    /** Takes in what changed since the last time. */
    public synchronized void refresh() {
        if (store.changes() == changes) {
            return;
        }
        AreaStore.Snapshot snapshot = store.snapshot();
        AreaIndex before = index;
        List<AreaIndex.Entry> entries = new ArrayList<>(snapshot.revisions().size());
        List<String> changed = new ArrayList<>();
        for (Map.Entry<String, Long> area : snapshot.revisions().entrySet()) {
            AreaIndex.Entry known = before.entry(area.getKey());
            if (known != null && known.revision() == area.getValue()) {
                entries.add(known);
            } else {
                changed.add(area.getKey());
            }
        }
        for (AreaStore.Revised revised : store.read(changed)) {
            entries.add(AreaIndex.Entry.of(revised.area(), revised.revision()));
        }
        index = new AreaIndex(entries);
        changes = snapshot.changes();
        LOG.info("areas: {} in memory, {} read anew", entries.size(), changed.size());
    }

    @Override
    public void close() {
        Polling begun = polling;
        if (begun != null) {
            begun.close();
        }
    }
}
