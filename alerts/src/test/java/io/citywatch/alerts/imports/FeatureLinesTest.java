package io.citywatch.alerts.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citywatch.alerts.area.Area;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Features of files, good and bad. */
class FeatureLinesTest {
    private static final String SQUARE =
            "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]}";

    private static List<Lines.Line<Area>> read(String text) throws IOException {
        FeatureLines lines = new FeatureLines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        List<Lines.Line<Area>> all = new ArrayList<>();
        for (Lines.Line<Area> line = lines.next(); line != null; line = lines.next()) {
            all.add(line);
        }
        return all;
    }

    private static String feature(String id, String level) {
        return "{\"type\":\"Feature\",\"properties\":{\"id\":\"" + id + "\",\"level\":\"" + level + "\"}," + SQUARE
                + "}";
    }

    @Test
    void tellsWhichFeatureIsNoAreaAndTakesTheOthers() throws IOException {
        List<Lines.Line<Area>> lines = read("{\"type\":\"FeatureCollection\",\"crs\":{\"a\":[1]},\"features\":[\n"
                + feature("g1", "grid") + ",\n" + feature("g2", "village") + ",\n{\"type\":\"Feature\"},\n"
                + feature("u1", "unit") + "]}");

        assertThat(lines).extracting(Lines.Line::number).containsExactly(2, 3, 4, 5);
        assertThat(lines.get(0).body().id()).isEqualTo("g1");
        assertThat(lines.get(1).bad().field()).isEqualTo("features[1].level");
        assertThat(lines.get(1).bad().value()).isEqualTo("'village'");
        assertThat(lines.get(2).bad().field()).isEqualTo("features[2].geometry");
        assertThat(lines.get(3).body().id()).isEqualTo("u1");
    }

    @Test
    void takesWhatStandsBeforeTheFileBreaks() throws IOException {
        List<Lines.Line<Area>> lines =
                read("{\"type\":\"FeatureCollection\",\"features\":[" + feature("g1", "grid") + ",{\"type\":");

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0).body().id()).isEqualTo("g1");
        assertThat(lines.get(1).bad().expected()).contains("nothing behind it was read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"type\":\"Feature\"}", "{\"features\":1}", "plate,tag"})
    void refusesAFileThatIsNoFeatureCollection(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
