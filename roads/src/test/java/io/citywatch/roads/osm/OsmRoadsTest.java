package io.citywatch.roads.osm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.citywatch.model.Position;
import io.citywatch.model.registry.Responder.Mode;
import io.citywatch.roads.Measure;
import io.citywatch.roads.RoadGraph;
import io.citywatch.roads.RoadSearch;
import io.citywatch.roads.RoadSpot;
import io.citywatch.roads.RoadWay;
import io.citywatch.roads.RoadsException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OsmRoadsTest {
    /** Two banks 1.1 km apart, a bridge between them, a one-way street back by another, a track and a footpath. */
    private static final String BANKS = """
            <?xml version='1.0' encoding='UTF-8'?>
            <osm version='0.6'>
              <node id='1' lat='23.3500' lon='116.6800'/>
              <node id='2' lat='23.3600' lon='116.6800'/>
              <node id='3' lat='23.3600' lon='116.6900'/>
              <node id='4' lat='23.3500' lon='116.6900'/>
              <node id='5' lat='23.3500' lon='116.7000'/>
              <node id='6' lat='23.3400' lon='116.6800'/>
              <way id='10'><nd ref='1'/><nd ref='2'/>
                <tag k='highway' v='primary'/><tag k='bridge' v='yes'/><tag k='name' v='West Bridge'/></way>
              <way id='11'><nd ref='2'/><nd ref='3'/><tag k='highway' v='residential'/></way>
              <way id='12'><nd ref='3'/><nd ref='4'/>
                <tag k='highway' v='secondary'/><tag k='oneway' v='yes'/></way>
              <way id='13'><nd ref='4'/><nd ref='1'/><tag k='highway' v='residential'/></way>
              <way id='14'><nd ref='4'/><nd ref='5'/><tag k='highway' v='footway'/></way>
              <way id='15'><nd ref='1'/><nd ref='6'/><tag k='highway' v='track'/></way>
            </osm>
            """;

    @TempDir
    private Path folder;

    @Test
    void readsWhoMayGoWhereAndWhichWay() throws Exception {
        RoadGraph graph = OsmRoads.read(written("banks.osm"));
        RoadSearch search = new RoadSearch(graph);
        RoadSpot south = spot(graph, 23.3500, 116.6900, Mode.CAR);
        RoadSpot north = spot(graph, 23.3600, 116.6900, Mode.CAR);

        RoadWay back =
                search.from(south, Mode.CAR, Measure.METERS, 1e6).way(north).orElseThrow();

        assertThat(search.meters(north)).isCloseTo(1_021 + 1_112 + 1_021, within(10.0));
        assertThat(back.arcs())
                .anyMatch(arc -> graph.built(arc >> 1) == RoadGraph.Built.BRIDGE
                        && graph.name(arc >> 1).equals(Optional.of("West Bridge"))
                        && graph.way(arc >> 1) == 10);
        assertThat(search.from(north, Mode.CAR, Measure.METERS, 1e6).meters(south))
                .isCloseTo(1_112, within(5.0));
        assertThat(search.from(south, Mode.FOOT, Measure.METERS, 1e6).meters(spot(graph, 23.36, 116.69, Mode.FOOT)))
                .isCloseTo(1_112, within(5.0));
        assertThat(graph.snap(new Position(23.3500, 116.7000), Mode.CAR, 200)).isEmpty();
        assertThat(graph.snap(new Position(23.3500, 116.7000), Mode.FOOT, 200)).isPresent();
        assertThat(graph.snap(new Position(23.3400, 116.6800), Mode.CAR, 200)).isEmpty();
        assertThat(graph.snap(new Position(23.3400, 116.6800), Mode.E_BIKE, 200))
                .isPresent();
    }

    @Test
    void isFasterOnAMainRoad() throws Exception {
        RoadGraph graph = OsmRoads.read(written("banks.osm"));

        assertThat(kmh(graph, 10)).isGreaterThan(kmh(graph, 11)).isBetween(40.0, 80.0);
    }

    @Test
    void readsWhatWasPacked() throws Exception {
        Path packed = folder.resolve("banks.osm.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(BANKS.getBytes(StandardCharsets.UTF_8));
        }

        assertThat(OsmRoads.read(packed).edges())
                .isEqualTo(OsmRoads.read(written("banks.osm")).edges());
    }

    @Test
    void saysWhichFileHoldsNoStreets() throws Exception {
        Path empty = folder.resolve("empty.osm");
        Files.writeString(empty, "<?xml version='1.0'?><osm version='0.6'></osm>");
        Path other = folder.resolve("letter.osm");
        Files.writeString(other, "Dear city,");

        assertThatThrownBy(() -> OsmRoads.read(empty))
                .isInstanceOf(RoadsException.class)
                .hasMessageContaining("empty.osm");
        assertThatThrownBy(() -> OsmRoads.read(other))
                .isInstanceOf(RoadsException.class)
                .hasMessageContaining("letter.osm");
        assertThatThrownBy(() -> OsmRoads.read(folder.resolve("none.osm")))
                .isInstanceOf(RoadsException.class)
                .hasMessageContaining("no such file");
    }

    private Path written(String name) throws IOException {
        return Files.writeString(folder.resolve(name), BANKS);
    }

    private static RoadSpot spot(RoadGraph graph, double lat, double lon, Mode mode) {
        return graph.snap(new Position(lat, lon), mode, 50).orElseThrow();
    }

    private static double kmh(RoadGraph graph, long way) {
        for (int edge = 0; edge < graph.edges(); edge++) {
            if (graph.way(edge) == way) {
                return graph.meters(edge) / graph.seconds(2 * edge, Mode.CAR) * 3.6;
            }
        }
        throw new AssertionError("no way " + way);
    }
}
