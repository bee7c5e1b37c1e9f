package io.citywatch.alerts.area;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.Position;
import io.citywatch.model.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Point;

/** Which area holds a place. */
class AreaIndexTest {
    private static final GeometryFactory FACTORY = new GeometryFactory();

    private static Area square(String id, AreaLevel level, double west, double south, double side) {
        var ring = Json.mapper().createArrayNode();
        double[][] corners = {
            {west, south}, {west + side, south}, {west + side, south + side}, {west, south + side}, {west, south}
        };
        for (double[] corner : corners) {
            ring.addArray().add(corner[0]).add(corner[1]);
        }
        var geometry = Json.mapper().createObjectNode().put("type", "Polygon");
        geometry.putArray("coordinates").add(ring);
        return new Area(id, level, null, null, null, geometry);
    }

    private static AreaIndex index(List<Area> areas) {
        return new AreaIndex(
                areas.stream().map(area -> AreaIndex.Entry.of(area, 1)).toList());
    }

    /** Squares of a quarter of a degree that touch each other: borders are exact in binary. */
    private static List<Area> checkerboard() {
        List<Area> areas = new ArrayList<>();
        for (int row = 0; row < 8; row++) {
            for (int column = 0; column < 8; column++) {
                areas.add(square("g" + row + column, AreaLevel.GRID, 116 + column * 0.25, 23 + row * 0.25, 0.25));
            }
        }
        areas.add(square("unit-1", AreaLevel.UNIT, 116, 23, 1));
        return areas;
    }

    @Test
    void namesGridAndUnitEachFromItsOwnLevel() {
        AreaIndex index = index(checkerboard());

        assertThat(index.areaAt(AreaLevel.GRID, new Position(23.3, 116.3))).isEqualTo("g11");
        assertThat(index.areaAt(AreaLevel.UNIT, new Position(23.3, 116.3))).isEqualTo("unit-1");
        assertThat(index.areaAt(AreaLevel.UNIT, new Position(24.5, 116.3))).isNull();
        assertThat(index.areaAt(AreaLevel.GRID, new Position(22.9, 116.3))).isNull();
        assertThat(index.areaAt(AreaLevel.DISTRICT, new Position(23.3, 116.3))).isNull();
    }

    @Test
    void givesAPlaceOnABorderOrCornerToExactlyOneAreaWhateverTheOrder() {
        List<Area> areas = checkerboard();
        List<Area> turned = new ArrayList<>(areas);
        Collections.reverse(turned);
        AreaIndex index = index(areas);
        AreaIndex other = index(turned);

        for (double[] place : new double[][] {{23.25, 116.1}, {23.1, 116.25}, {23.25, 116.25}, {23, 116}, {25, 118}}) {
            Position position = new Position(place[0], place[1]);
            assertThat(index.areaAt(AreaLevel.GRID, position))
                    .as("%s", position)
                    .isNotNull()
                    .isEqualTo(other.areaAt(AreaLevel.GRID, position));
        }
        assertThat(index.areaAt(AreaLevel.GRID, new Position(23.25, 116.25))).isEqualTo("g00");
    }

    @Test
    void prefersWhoHoldsThePlaceInsideToWhoBordersOnIt() {
        AreaIndex index = index(List.of(square("a", AreaLevel.GRID, 0, 0, 1), square("b", AreaLevel.GRID, 0.5, 0, 1)));

        assertThat(index.areaAt(AreaLevel.GRID, new Position(0.5, 1))).isEqualTo("b");
        assertThat(index.areaAt(AreaLevel.GRID, new Position(0.5, 0.75))).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreesWithAskingEveryArea(long seed) {
        Random random = new Random(seed);
        List<Area> areas = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            areas.add(square("g" + i, AreaLevel.GRID, random.nextDouble(), random.nextDouble(), 0.15));
        }
        AreaIndex index = index(areas);

        for (int i = 0; i < 2_000; i++) {
            Position place = new Position(random.nextDouble(), random.nextDouble());
            Point point = FACTORY.createPoint(new Coordinate(place.lon(), place.lat()));
            String expected = areas.stream()
                    .filter(area -> area.shape().geometry().contains(point))
                    .map(Area::id)
                    .sorted()
                    .findFirst()
                    .orElse(null);
            assertThat(index.areaAt(AreaLevel.GRID, place))
                    .as("seed %d: %s", seed, place)
                    .isEqualTo(expected);
        }
    }
}
