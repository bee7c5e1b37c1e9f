package io.citywatch.roads.osm;

import com.graphhopper.reader.osm.OSMReader;
import com.graphhopper.routing.OSMReaderConfig;
import com.graphhopper.routing.ev.BooleanEncodedValue;
import com.graphhopper.routing.ev.DecimalEncodedValue;
import com.graphhopper.routing.ev.DefaultImportRegistry;
import com.graphhopper.routing.ev.FerrySpeed;
import com.graphhopper.routing.ev.ImportUnit;
import com.graphhopper.routing.ev.OSMWayID;
import com.graphhopper.routing.ev.RoadClass;
import com.graphhopper.routing.ev.RoadEnvironment;
import com.graphhopper.routing.ev.Roundabout;
import com.graphhopper.routing.ev.Smoothness;
import com.graphhopper.routing.ev.VehicleAccess;
import com.graphhopper.routing.ev.VehicleSpeed;
import com.graphhopper.routing.util.AllEdgesIterator;
import com.graphhopper.routing.util.EncodingManager;
import com.graphhopper.routing.util.OSMParsers;
import com.graphhopper.storage.BaseGraph;
import com.graphhopper.storage.NodeAccess;
import com.graphhopper.storage.RAMDirectory;
import com.graphhopper.util.FetchMode;
import com.graphhopper.util.PMap;
import com.graphhopper.util.PointList;
import io.citywatch.model.Position;
import io.citywatch.model.registry.Responder.Mode;
import io.citywatch.roads.RoadGraph;
import io.citywatch.roads.RoadGraph.Built;
import io.citywatch.roads.RoadGraphBuilder;
import io.citywatch.roads.RoadsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads streets from OpenStreetMap ({@code .osm}, {@code .osm.gz}, {@code .osm.pbf}). What tags mean - who may go where,
 * which way and how fast - is GraphHopper's word; its graph is copied and let go.
 */
public final class OsmRoads {
    private static final double KMH = 3.6;
    /** Of what a push-bike does, and the most that the law lets the motor do. */
    private static final double E_BIKE_FASTER = 1.3;

    private static final double E_BIKE_MOST_KMH = 25;

    /** In the order in which they build on each other. */
    private static final List<String> VALUES = List.of(
            Roundabout.KEY,
            FerrySpeed.KEY,
            Smoothness.KEY,
            RoadClass.KEY,
            RoadEnvironment.KEY,
            OSMWayID.KEY,
            VehicleAccess.key("car"),
            VehicleSpeed.key("car"),
            VehicleAccess.key("bike"),
            VehicleSpeed.key("bike"),
            VehicleAccess.key("foot"),
            VehicleSpeed.key("foot"));

    private final BaseGraph read;
    private final EncodingManager values;
    private final Map<Mode, String> names =
            new EnumMap<>(Map.of(Mode.CAR, "car", Mode.E_BIKE, "bike", Mode.FOOT, "foot"));

    private OsmRoads(BaseGraph read, EncodingManager values) {
        this.read = read;
        this.values = values;
    }

    /** @throws RoadsException if the file cannot be read, or holds no streets */
    public static RoadGraph read(Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new RoadsException(file + ": no such file (expected: .osm, .osm.gz or .osm.pbf)");
        }
        DefaultImportRegistry registry = new DefaultImportRegistry();
        EncodingManager.Builder building = new EncodingManager.Builder();
        List<ImportUnit> units = VALUES.stream().map(registry::createImportUnit).toList();
        units.forEach(unit -> building.add(unit.getCreateEncodedValue().apply(new PMap())));
        EncodingManager values = building.build();
        OSMParsers parsers = new OSMParsers();
        for (ImportUnit unit : units) {
            Optional.ofNullable(unit.getCreateTagParser())
                    .ifPresent(parser -> parsers.addWayTagParser(parser.apply(values, new PMap())));
        }
        try (BaseGraph graph =
                new BaseGraph.Builder(values).setDir(new RAMDirectory()).create()) {
            new OSMReader(graph, parsers, new OSMReaderConfig().setMaxWayPointDistance(0))
                    .setFile(file.toFile())
                    .readGraph();
            return new OsmRoads(graph, values).copy();
        } catch (IOException | RuntimeException e) {
            throw new RoadsException(file + ": no streets can be read from it: " + e.getMessage(), e);
        }
    }

    private RoadGraph copy() {
        RoadGraphBuilder roads = new RoadGraphBuilder();
        NodeAccess nodes = read.getNodeAccess();
        for (int node = 0; node < read.getNodes(); node++) {
            roads.node(new Position(nodes.getLat(node), nodes.getLon(node)));
        }
        AllEdgesIterator edge = read.getAllEdges();
        while (edge.next()) {
            RoadGraphBuilder.Stretch stretch = roads.stretch(
                            edge.getBaseNode(),
                            edge.getAdjNode(),
                            between(edge.fetchWayGeometry(FetchMode.PILLAR_ONLY)))
                    .meters(edge.getDistance())
                    .built(built(edge.get(values.getEnumEncodedValue(RoadEnvironment.KEY, RoadEnvironment.class))))
                    .way(edge.get(values.getIntEncodedValue(OSMWayID.KEY)))
                    .name(edge.getName());
            for (Mode mode : Mode.values()) {
                open(mode, edge, stretch);
            }
        }
        return roads.build();
    }

    private void open(Mode mode, AllEdgesIterator edge, RoadGraphBuilder.Stretch stretch) {
        // A track through fields or woods is no way for a car in a hurry, even where it is allowed.
        if (mode == Mode.CAR
                && edge.get(values.getEnumEncodedValue(RoadClass.KEY, RoadClass.class)) == RoadClass.TRACK) {
            return;
        }
        String vehicle = String.valueOf(names.get(mode));
        BooleanEncodedValue access = values.getBooleanEncodedValue(VehicleAccess.key(vehicle));
        DecimalEncodedValue speed = values.getDecimalEncodedValue(VehicleSpeed.key(vehicle));
        double along = kmh(mode, edge.get(speed));
        double against = kmh(mode, edge.getReverse(speed));
        if (edge.get(access) && along > 0) {
            stretch.along(mode, edge.getDistance() / along * KMH);
        }
        if (edge.getReverse(access) && against > 0) {
            stretch.against(mode, edge.getDistance() / against * KMH);
        }
    }

    private static double kmh(Mode mode, double read) {
        return mode == Mode.E_BIKE ? Math.min(E_BIKE_MOST_KMH, read * E_BIKE_FASTER) : read;
    }

    private static Built built(RoadEnvironment environment) {
        return switch (environment) {
            case BRIDGE -> Built.BRIDGE;
            case TUNNEL -> Built.TUNNEL;
            case OTHER, ROAD, FERRY, FORD -> Built.ROAD;
        };
    }

    private static List<Position> between(PointList points) {
        List<Position> between = new ArrayList<>(points.size());
        for (int i = 0; i < points.size(); i++) {
            between.add(new Position(points.getLat(i), points.getLon(i)));
        }
        return between;
    }
}
