package io.citywatch.simulators.city;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.simulators.city.Area.Level;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

class AreasTest {
    private static final City CITY = City.generate(7, CitySize.pilot());

    private static List<Area> of(Level level) {
        return CITY.areas().stream().filter(area -> area.level() == level).toList();
    }

    @Test
    void thereAreAsManyGridsAndUnitsAsWanted() {
        assertThat(of(Level.DISTRICT)).hasSize(3);
        assertThat(of(Level.UNIT)).hasSize(36);
        assertThat(of(Level.GRID)).hasSize(324);
    }

    @Test
    void parentsComeFirstAndEachPartIsOfTheLevelAbove() {
        Set<String> seen = new HashSet<>();
        for (Area area : CITY.areas()) {
            assertThat(seen.add(area.id())).isTrue();
            if (area.level() == Level.DISTRICT) {
                assertThat(area.parent()).isNull();
            } else {
                assertThat(seen).contains(area.parent());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void everyPlaceOnLandIsInOneAreaOfEachLevel(Level level) {
        RandomGenerator random = Seeds.of(7, "test");
        List<Area> areas = of(level);
        int tried = 0;
        int found = 0;
        while (tried < 400) {
            Point place = new Point(random.nextDouble(-5600, 6000), random.nextDouble(-4000, 4100));
            if (!CITY.isLand(place)) {
                continue;
            }
            tried++;
            long in = areas.stream().filter(area -> area.contains(place)).count();
            assertThat(in).as("%s %s", level, place).isLessThanOrEqualTo(1);
            found += (int) in;
        }
        // The shore is drawn to whole metres here and finer on the map.
        assertThat(found).isGreaterThan(394);
    }

    @Test
    void everyRingIsAValidPolygonAsItIsWritten() {
        GeometryFactory factory = new GeometryFactory();
        for (Area area : CITY.areas()) {
            assertThat(area.rings()).as(area.id()).isNotEmpty();
            for (List<Point> ring : area.rings()) {
                Coordinate[] line = new Coordinate[ring.size() + 1];
                for (int i = 0; i < line.length; i++) {
                    Point point = ring.get(i % ring.size());
                    line[i] = new Coordinate(point.preciseLon(), point.preciseLat());
                }
                assertThat(factory.createPolygon(line).isValid()).as(area.id()).isTrue();
            }
        }
    }

    @Test
    void everyResponderBelongsToTheUnitOfTheirHome() {
        CITY.responders().forEach(person -> {
            Area unit = of(Level.UNIT).stream()
                    .filter(area -> area.id().equals(person.unit()))
                    .findFirst()
                    .orElseThrow();
            assertThat(unit.contains(Point.of(person.position()))).isTrue();
        });
    }
}
