package io.citywatch.roads.file;

import io.citywatch.roads.RoadGraph;
import io.citywatch.roads.RoadsException;
import io.citywatch.roads.osm.OsmRoads;
import io.citywatch.roads.table.RoadTables;
import java.nio.file.Path;

/** Reads streets from whatever a city has: OpenStreetMap, or tables of nodes and arcs. */
public final class RoadFiles {
    private RoadFiles() {}

    /**
     * By the file's name: {@code .osm}, {@code .osm.gz}, {@code .osm.pbf}, or the arcs of two tables, {@code *arcs.csv}
     * or {@code *arcs.csv.gz}, with the nodes beside them, see {@link RoadTables}.
     *
     * @throws RoadsException if it cannot be read, or holds no streets
     */
    public static RoadGraph read(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".csv") || name.endsWith(".csv.gz") ? RoadTables.read(file) : OsmRoads.read(file);
    }
}
