package io.citywatch.roads.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.citywatch.model.Position;
import io.citywatch.model.registry.Responder.Mode;
import io.citywatch.roads.Measure;
import io.citywatch.roads.RoadGraph;
import io.citywatch.roads.RoadSearch;
import io.citywatch.roads.RoadsException;
import io.citywatch.roads.file.RoadFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoadTablesTest {
    private static final String NODES = """
            node,lon,lat
            a,116.70,23.35
            b,116.71,23.35
            c,116.71,23.36
            """;
    private static final String ARCS = """
            from,to,priority_s,normal_s
            a,b,40,60
            b,c,50,75
            c,a,90,100
            """;

    @TempDir
    private Path folder;

    private RoadGraph read(String nodes, String arcs) throws IOException {
        Files.writeString(folder.resolve("town_nodes.csv"), nodes);
        return RoadFiles.read(Files.writeString(folder.resolve("town_arcs.csv"), arcs));
    }

    private static double seconds(RoadGraph graph, Position from, Position to, Mode mode) {
        return new RoadSearch(graph)
                .from(graph.snapToCrossing(from, mode, 100).orElseThrow(), mode, Measure.SECONDS, 1e9)
                .seconds(graph.snapToCrossing(to, mode, 100).orElseThrow());
    }

    @Test
    void drivesOneWayAndWalksEitherWay() throws IOException {
        RoadGraph graph = read(NODES, ARCS);
        Position a = new Position(23.35, 116.70);
        Position b = new Position(23.35, 116.71);

        assertThat(seconds(graph, a, b, Mode.CAR)).isCloseTo(60, within(0.01));
        assertThat(seconds(graph, b, a, Mode.CAR)).isCloseTo(175, within(0.01));
        assertThat(seconds(graph, b, a, Mode.FOOT)).isCloseTo(a.metersTo(b) / 1.4, within(1.0));
    }

    @Test
    void readsPackedTablesAndTheirOwnSeconds() throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("nodes.csv.gz")))) {
            out.write(NODES.getBytes(StandardCharsets.UTF_8));
        }
        Path arcs = folder.resolve("arcs.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(arcs))) {
            out.write(
                    "from,to,meters,car_s,foot_s\na,b,2000,99,900\nb,a,2000,98,901\n".getBytes(StandardCharsets.UTF_8));
        }

        RoadGraph graph = RoadFiles.read(arcs);

        assertThat(seconds(graph, new Position(23.35, 116.71), new Position(23.35, 116.70), Mode.CAR))
                .isCloseTo(98, within(0.01));
        assertThat(seconds(graph, new Position(23.35, 116.71), new Position(23.35, 116.70), Mode.FOOT))
                .isCloseTo(901, within(0.1));
        assertThat(graph.meters(0)).isEqualTo(2_000);
    }

    @Test
    void namesFileLineAndWhatIsWrong() {
        assertThatThrownBy(() -> read(NODES, "from,to\na,z\n"))
                .isInstanceOf(RoadsException.class)
                .hasMessageEndingWith("town_arcs.csv, line 2: to: z (expected: a node)");
        assertThatThrownBy(() -> read(NODES, "from,to,car_s\na,b,-3\n"))
                .hasMessageEndingWith("line 2: car_s: -3 (expected: 0 or more)");
        assertThatThrownBy(() -> read("node,lat\na,1\n", ARCS))
                .hasMessageEndingWith("columns [node, lat] (expected: lon among them)");
        assertThatThrownBy(() -> read("node,lat,lon\na,95,1\n", ARCS))
                .hasMessageEndingWith("line 2: lat: 95 (expected: -90 to 90 degrees)");
        assertThatThrownBy(() -> RoadTables.read(folder.resolve("none.csv")))
                .hasMessageContaining("a name that ends in arcs.csv");
    }
}
