package io.citywatch.alerts.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citywatch.model.registry.Elder;
import io.citywatch.model.registry.Responder;
import io.citywatch.model.registry.Vehicle;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of files, good and bad. */
class CsvLinesTest {
    private static InputStream utf8(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static <T> List<Lines.Line<T>> read(InputStream file, Class<T> type, Columns columns) {
        try {
            CsvLines<T> lines = new CsvLines<>(file, type, columns);
            List<Lines.Line<T>> all = new ArrayList<>();
            for (Lines.Line<T> line = lines.next(); line != null; line = lines.next()) {
                all.add(line);
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Lines.Line<Vehicle>> vehicles(String text) {
        return read(utf8(text), Vehicle.class, Columns.VEHICLES);
    }

    private static <T> T only(List<Lines.Line<T>> lines) {
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0).bad()).isNull();
        return Objects.requireNonNull(lines.get(0).body());
    }

    @Test
    void readsAVehicleWithItsOwnerInAnyOrderOfColumns() {
        Vehicle vehicle = only(vehicles("""
                owner.name,tag,plate,guard,colour,owner.phone
                李秀英,E2000017,粤D12345,TRUE,red,13800000000
                """));

        assertThat(vehicle)
                .isEqualTo(new Vehicle(
                        "粤D12345",
                        "E2000017",
                        null,
                        null,
                        true,
                        null,
                        "red",
                        new Vehicle.Owner("李秀英", "13800000000", null)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void takesAByteOrderMarkEitherLineEndAndNoneAtTheEnd(String end) {
        String text = "\uFEFFplate,tag" + end + end + "A1,E2000017" + end + "A2,E2000018";

        assertThat(vehicles(text)).extracting(line -> line.body().plate()).containsExactly("A1", "A2");
        assertThat(vehicles(text)).extracting(Lines.Line::number).containsExactly(3, 4);
    }

    @Test
    void readsQuotesCommasAndLineBreaksAsRfc4180Says() {
        List<Lines.Line<Vehicle>> lines = vehicles("""
                plate,tag,household,make
                A1,E2000017,"Harbour Road 8, ""left"" door","Honda
                CG125"
                A2,E2000018,,
                """);

        assertThat(lines.get(0).bad().field()).isEqualTo("make");
        assertThat(lines.get(1).body().household()).isNull();
        assertThat(lines).extracting(Lines.Line::number).containsExactly(2, 4);
        assertThat(only(vehicles("plate,tag,household\nA1,E2000017,\"Harbour Road 8, \"\"left\"\" door\"\n"))
                        .household())
                .isEqualTo("Harbour Road 8, \"left\" door");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '^',
            value = {
                "A1,E2000017,maybe # guard # maybe # true or false",
                "A1,xyz,true # tag # 'xyz' # upper-case hex, 8 to 32 digits",
                "A1,,true # tag # missing # upper-case hex, 8 to 32 digits",
                "A1,E2000017 # line # 2 cells # 3, as in the header",
                "A1,\"E20\"00017,true # line # 'A1,\"E20\"00017,true' # cells as in RFC 4180"
            })
    void tellsFieldValueAndExpectationOfABadLineAndGoesOn(String line, String field, String value, String expected) {
        List<Lines.Line<Vehicle>> lines = vehicles("plate,tag,guard\n" + line + "\nA2,E2000018,false\n");

        assertThat(lines.get(0).bad()).isEqualTo(new BadLine(2, field, value, expected));
        assertThat(lines.get(1).body().plate()).isEqualTo("A2");
    }

    @Test
    void aQuoteThatNobodyClosesSpoilsItsOwnLineAlone() {
        StringBuilder text = new StringBuilder("plate,tag\nA0,\"E2000000\n");
        for (int i = 1; i < 200; i++) {
            text.append("A").append(i).append(",E2").append("%06d".formatted(i)).append('\n');
        }

        List<Lines.Line<Vehicle>> lines = vehicles(text.toString());

        assertThat(lines).hasSize(200);
        assertThat(lines.get(0).bad().line()).isEqualTo(2);
        assertThat(lines.subList(1, 200))
                .allSatisfy(line -> assertThat(line.bad()).isNull());
        assertThat(lines.get(199).number()).isEqualTo(201);
    }

    @Test
    void tellsOfALineThatIsNotUtf8() {
        byte[] gbk = "plate,tag\n粤D1,E2000017\n".getBytes(Charset.forName("GBK"));

        List<Lines.Line<Vehicle>> lines = read(new ByteArrayInputStream(gbk), Vehicle.class, Columns.VEHICLES);

        assertThat(lines.get(0).bad().field()).isEqualTo("plate");
        assertThat(lines.get(0).bad().expected()).isEqualTo("text in UTF-8");
    }

    @Test
    void aLineWithoutEndIsCutAndToldNotKept() {
        List<Lines.Line<Vehicle>> lines = vehicles("plate,tag\n" + "x".repeat(1 << 20) + "\nA2,E2000018\n");

        assertThat(lines.get(0).bad().expected()).contains("64 KiB");
        assertThat(lines.get(1).body().plate()).isEqualTo("A2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "'' # header: nothing (expected: a line with plate,tag, ...)",
                "plate # header: no column tag (expected: at least plate,tag)",
                "plate,tag,tag # header: tag twice (expected: each column once)"
            })
    void refusesAFileWhoseHeaderCannotLeadToAGoodLine(String header, String message) {
        assertThatThrownBy(() -> vehicles(header + "\n")).hasMessage(message);
    }

    @Test
    void tellsWhichColumnsMeanNothing() throws IOException {
        CsvLines<Vehicle> lines =
                new CsvLines<>(utf8("plate,Tag,tag\nA1,?,E2000017\n"), Vehicle.class, Columns.VEHICLES);

        assertThat(lines.ignoredColumns()).containsExactly("Tag");
        assertThat(lines.next().body().tag()).isEqualTo("E2000017");
    }

    @Test
    void readsAnEldersFileAndLimits() {
        Elder elder = only(read(utf8("""
                id,name,lat,lon,file.phone,file.contacts,file.conditions,file.medicines,limits.heartRate,absentUntil
                e1,李秀英,23.35,116.68,110,王强/13800000000/son;陈明/139,deaf; diabetes,,50-120,2026-11-22T08:00:00Z
                """), Elder.class, Columns.ELDERS));

        assertThat(elder.limits()).isEqualTo(Map.of("heartRate", List.of(50.0, 120.0)));
        assertThat(elder.absentUntil().toEpochMilli()).isEqualTo(1_795_334_400_000L);
        assertThat(elder.file().contacts())
                .containsExactly(
                        new Elder.File.Contact("王强", "13800000000", "son"), new Elder.File.Contact("陈明", "139", null));
        assertThat(elder.file().conditions()).containsExactly("deaf", "diabetes");
        assertThat(elder.file().medicines()).isEmpty();
    }

    @Test
    void readsARespondersShifts() {
        Responder responder = only(read(utf8("""
                id,name,roles,skills,lat,lon,shifts
                r1,陈明,volunteer;officer,first-aid,23.35,116.68,"1-5 08:00-20:00;6,7 09:00-12:00"
                """), Responder.class, Columns.RESPONDERS));

        assertThat(responder.roles()).containsExactly(Responder.Role.VOLUNTEER, Responder.Role.OFFICER);
        assertThat(responder.shifts())
                .containsExactly(
                        new Responder.Shift(List.of(1, 2, 3, 4, 5), "08:00", "20:00"),
                        new Responder.Shift(List.of(6, 7), "09:00", "12:00"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"8 08:00-20:00", "5-1 08:00-20:00", "1-5 8-20", "weekdays", "1-5 08:00-25:00"})
    void refusesShiftsThatAreNone(String shifts) {
        List<Lines.Line<Responder>> lines = read(
                utf8("id,name,roles,lat,lon,shifts\nr1,陈明,volunteer,23,116," + shifts + "\n"),
                Responder.class,
                Columns.RESPONDERS);

        assertThat(lines.get(0).bad().field()).startsWith("shifts");
    }
}
