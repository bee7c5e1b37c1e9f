package io.citywatch.alerts.area;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.model.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a shape must be, and what is said of one that is not. */
class AreaShapeTest {
    private static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '^',
            value = {
                "{'type':'Point','coordinates':[1,2]} # geometry.type: 'Point' (expected: Polygon or MultiPolygon)",
                "{'type':'Polygon'} # geometry.coordinates: missing (expected: an outer ring and any holes)",
                "{'type':'Polygon','coordinates':[[[0,0],[1,0],[0,0]]]} # geometry.coordinates[0]: '[[0,0],[1,0],[0,0]]'"
                        + " (expected: a ring of at least 4 positions)",
                "{'type':'Polygon','coordinates':[[[0,0],[1,0],[1,1],[0,1]]]} # geometry.coordinates[0]: ends at [0,1]"
                        + " (expected: its first position [0,0] again)",
                "{'type':'Polygon','coordinates':[[[0,0],[200,0],[1,1],[0,0]]]} # geometry.coordinates[0][1]: '[200,0]'"
                        + " (expected: [longitude -180 to 180, latitude -90 to 90])",
                "{'type':'Polygon','coordinates':[[[0,0],['1',0],[1,1],[0,0]]]} # geometry.coordinates[0][1]: '[\"1\",0]'"
                        + " (expected: [longitude, latitude])",
                "{'type':'Polygon','coordinates':[[[0,0],[2,2],[2,0],[0,2],[0,0]]]} # geometry: Self-intersection at"
                        + " [1.0, 1.0] (expected: rings that neither cross nor touch themselves or each other along a line)",
                "{'type':'MultiPolygon','coordinates':[]} # geometry.coordinates: '[]' (expected: at least one polygon)"
            })
    void saysWhatIsWrongWhereAndWhatWouldBeRight(String geometry, String message) {
        assertThatThrownBy(() -> AreaShape.read(json(geometry)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void refusesAHoleThatReachesOutOfItsPolygon() {
        JsonNode geometry = json(
                "{'type':'Polygon','coordinates':[[[0,0],[4,0],[4,4],[0,4],[0,0]]," + "[[3,3],[6,3],[6,6],[3,3]]]}");

        assertThatThrownBy(() -> AreaShape.read(geometry)).hasMessageStartingWith("geometry: ");
    }

    @Test
    void takesPolygonsWithHolesAndPolygonsApart() {
        JsonNode holed = json("{'type':'Polygon','coordinates':[[[0,0],[4,0],[4,4],[0,4],[0,0]],"
                + "[[1,1],[2,1],[2,2],[1,2],[1,1]]]}");
        JsonNode apart = json(
                "{'type':'MultiPolygon','coordinates':[[[[0,0],[1,0],[1,1],[0,0]]]," + "[[[5,5],[6,5],[6,6],[5,5]]]]}");

        assertThat(AreaShape.read(holed).geometry().getArea()).isEqualTo(15);
        assertThat(AreaShape.read(apart).geometry().getNumGeometries()).isEqualTo(2);
    }

    @Test
    void readsMembersBesideOrInsideThePropertiesAndWritesBoth() {
        String square = "'geometry':{'type':'Polygon','coordinates':[[[0,0],[1,0],[1,1],[0,0]]]}";

        Area beside = Area.ofFeature(json("{'type':'Feature','id':'g1','level':'grid','parent':'c1'," + square + "}")
                .deepCopy());
        Area inside = Area.ofFeature(
                json("{'type':'Feature','properties':{'id':'g1','level':'grid','parent':'c1'}," + square + "}")
                        .deepCopy());

        assertThat(beside).isEqualTo(inside);
        assertThat(Area.ofFeature(beside.feature())).isEqualTo(beside);
        assertThat(beside.feature().at("/properties/level").asText()).isEqualTo("grid");
        assertThat(beside.feature().get("id").asText()).isEqualTo("g1");
    }
}
