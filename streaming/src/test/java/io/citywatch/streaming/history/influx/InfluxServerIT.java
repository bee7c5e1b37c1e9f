package io.citywatch.streaming.history.influx;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.streaming.history.HistoryTarget;
import io.citywatch.streaming.history.InfluxV1;
import io.citywatch.streaming.history.QuestDb;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What real servers answer, and what becomes of it. */
class InfluxServerIT {
    private static final String LOGIN = "&u=writer&p=hush";

    @TempDir
    private Path data;

    @Test
    void aServerOfTheFirstApiTakesPointsByItAndRefusesWhatIsWrong() throws Exception {
        try (InfluxV1 database = InfluxV1.start(data, null);
                InfluxServer server = new InfluxServer(target(database.url(), null, HistoryTarget.Api.V1));
                InfluxServer second = new InfluxServer(HistoryTarget.of(database.url()))) {
            List<String> lines = List.of(
                    "smoke,device=sm-1 obscuration=1.5,alarm=true,faults=\"a,b\" 1772600767089155276",
                    "activity,device=ct-1 motion=3i 1772600767089155277");

            assertThat(server.write(lines)).as("without the database").isInstanceOf(Answer.Away.class);
            database.post("CREATE DATABASE citywatch");
            assertThat(server.write(lines)).isEqualTo(new Answer.Taken());
            assertThat(server.write(List.of("smoke,device=sm-1 obscuration=\"thick\" 1772600767089155278")))
                    .isInstanceOfSatisfying(
                            Answer.Refused.class,
                            refused -> assertThat(refused.reason()).contains("obscuration"));
            assertThat(second.write(lines)).as("the second API").isInstanceOf(Answer.Away.class);

            assertThat(database.last("SELECT * FROM smoke", "").toString())
                    .isEqualTo("{time=1772600767089155276, alarm=true, device=\"sm-1\", faults=\"a,b\","
                            + " obscuration=1.5}");
            assertThat(database.last("SELECT * FROM activity", "").get("motion").asInt())
                    .isEqualTo(3);
            database.kill();
            assertThat(server.write(lines)).as("a server that is gone").isInstanceOf(Answer.Away.class);
        }
    }

    @Test
    void aServerThatAsksForALoginGetsOne() throws Exception {
        try (InfluxV1 database = InfluxV1.start(data, "writer");
                InfluxServer nobody = new InfluxServer(target(database.url(), null, HistoryTarget.Api.V1));
                InfluxServer writer = new InfluxServer(target(database.url(), "hush", HistoryTarget.Api.V1));
                InfluxServer liar = new InfluxServer(target(database.url(), "guess", HistoryTarget.Api.V1))) {
            database.post("CREATE DATABASE citywatch", LOGIN);
            List<String> lines = List.of("activity,device=ct-1 motion=3i 1772600767089155277");

            assertThat(nobody.write(lines)).isInstanceOf(Answer.Away.class);
            assertThat(liar.write(lines)).isInstanceOf(Answer.Away.class);
            assertThat(writer.write(lines)).isEqualTo(new Answer.Taken());

            assertThat(database.last("SELECT * FROM activity", LOGIN)).isNotEmpty();
        }
    }

    @Test
    void questDbTakesPointsByTheSecondApiAndNamesTheLineThatItRefuses() throws Exception {
        try (QuestDb database = QuestDb.start(data);
                InfluxServer server = new InfluxServer(HistoryTarget.of(database.url()))) {
            assertThat(server.write(List.of("activity,device=ct-1 motion=3i 1772600767089155277")))
                    .isEqualTo(new Answer.Taken());
            assertThat(server.write(List.of(
                            "activity,device=ct-1 motion=4i 1772600767089155278",
                            "activity,device=ct-1 motion=\"much\" 1772600767089155279")))
                    .isInstanceOfSatisfying(
                            Answer.Refused.class,
                            refused -> assertThat(refused.reason()).contains("line 2"));

            database.await("SELECT * FROM activity", rows -> rows.size() == 1);
        }
    }

    private static HistoryTarget target(String url, String password, HistoryTarget.Api api) {
        return new HistoryTarget(
                url, "citywatch", "citywatch", null, password == null ? null : "writer", password, api);
    }
}
