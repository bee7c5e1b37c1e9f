package io.citywatch.alerts.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.alerts.incident.IncidentItem;
import io.citywatch.alerts.testing.City;
import io.citywatch.alerts.testing.Detections;
import io.citywatch.model.Severity;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.model.message.OfferAction;
import io.citywatch.model.message.OfferMessage;
import io.citywatch.model.message.OfferState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever is on the scene is asked for a word, and looked for if there is none. */
class CheckInIT {
    private CoreUnderTest test;
    private IncidentItem scene;

    @BeforeEach
    void open() {
        test = CoreUnderTest.ofADistrict();
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void asksALoneVolunteerAfterTenMinutesAndLooksForThemAfterTwoMisses() {
        volunteerAlone();
        test.pass(Duration.ofSeconds(595));
        assertThat(what()).doesNotContain("check-in asked of volunteer-0");

        test.pass(Duration.ofSeconds(5));
        assertThat(what()).contains("check-in asked of volunteer-0");
        List<OfferMessage> told = test.told("volunteer-0", OfferState.ACCEPTED);
        assertThat(told.get(told.size() - 1).instructions()).contains("Please check in");
        test.pass(Duration.ofMinutes(2));
        assertThat(what().stream().filter("volunteer-0 missed a check-in"::equals))
                .hasSize(1);
        assertThat(test.openOnes()).hasSize(1);

        test.pass(Duration.ofMinutes(2));

        IncidentItem safety = safety();
        assertThat(safety.severity()).isEqualTo(Severity.P1);
        assertThat(safety.subject()).isEqualTo(new IncidentItem.About("responder", "volunteer-0", "volunteer-0", null));
        assertThat(safety.position()).isNotNull();
        assertThat(test.askedRoles(safety)).contains("officer").doesNotContain("fixer");
        assertThat(test.detail(safety).offers())
                .noneMatch(offer -> offer.responder().equals("volunteer-0"));
        assertThat(what().stream().filter("volunteer-0 missed a check-in"::equals))
                .hasSize(2);
        assertThat(what()).anyMatch(line -> line.matches("incident \\S+ opened for volunteer-0"));
    }

    @Test
    void opensOneForEachPersonHoweverOftenTheyMiss() {
        volunteerAlone();
        test.pass(Duration.ofMinutes(14));
        String first = safety().id();

        test.pass(Duration.ofMinutes(14));

        assertThat(safety().id()).isEqualTo(first);
        assertThat(CoreUnderTest.what(test.detail(safety())).stream()
                        .filter(line -> line.contains("volunteer-0 gave no word at incident")))
                .hasSize(2);
    }

    @Test
    void takesAnAnswerForAWord() {
        volunteerAlone();
        test.pass(Duration.ofSeconds(610));
        test.answer("volunteer-0", OfferAction.ARRIVED);
        test.pass(Duration.ofSeconds(595));

        assertThat(what().stream().filter("check-in asked of volunteer-0"::equals))
                .hasSize(1);
        assertThat(what()).doesNotContain("volunteer-0 missed a check-in");
        test.pass(Duration.ofSeconds(10));
        assertThat(what().stream().filter("check-in asked of volunteer-0"::equals))
                .hasSize(2);
    }

    @Test
    void takesAMoveForAWordAndAPhoneThatLiesThereForNone() {
        volunteerAlone();
        test.city.fix("volunteer-0", City.at(0, 0), test.clock.instant());
        test.pass(Duration.ofMinutes(10));
        assertThat(what()).contains("check-in asked of volunteer-0");
        test.city.fix("volunteer-0", City.at(5, 0), test.clock.instant());
        test.pass(Duration.ofMinutes(2));
        assertThat(what()).contains("volunteer-0 missed a check-in");

        test.city.fix("volunteer-0", City.at(50, 0), test.clock.instant());
        test.pass(Duration.ofMinutes(8));

        assertThat(what().stream().filter("volunteer-0 missed a check-in"::equals))
                .hasSize(1);
        assertThat(test.openOnes()).hasSize(1);
    }

    @Test
    void asksEverybodyAtAFireAfterTwentyMinutes() {
        test.take(Detections.of(Rule.T1, "drone", "cell", Subject.place("cell"))
                .at(City.at(0, 0))
                .raised(test.clock.instant()));
        scene = test.only();
        for (String responder : List.of("fire-0", "volunteer-0")) {
            test.answer(responder, OfferAction.ACCEPT);
            test.answer(responder, OfferAction.ARRIVED);
        }
        test.pass(Duration.ofSeconds(1195));
        assertThat(what()).noneMatch(line -> line.startsWith("check-in"));

        test.pass(Duration.ofSeconds(5));

        assertThat(what()).contains("check-in asked of fire-0", "check-in asked of volunteer-0");
    }

    @Test
    void asksNobodyWhoIsNoVolunteerWhereThereIsNoFire() {
        test.press("terminal");
        scene = test.only();
        test.answer("worker-0", OfferAction.ACCEPT);
        test.answer("worker-0", OfferAction.ARRIVED);
        test.pass(Duration.ofMinutes(45));

        assertThat(what()).noneMatch(line -> line.startsWith("check-in"));
    }

    @Test
    void asksNobodyWhoLeft() {
        volunteerAlone();
        test.answer("volunteer-0", OfferAction.CLEARED);
        test.pass(Duration.ofMinutes(30));

        assertThat(what()).noneMatch(line -> line.startsWith("check-in"));
    }

    private void volunteerAlone() {
        test.press("terminal");
        scene = test.only();
        test.answer("volunteer-0", OfferAction.ACCEPT);
        test.answer("volunteer-0", OfferAction.ARRIVED);
    }

    private IncidentItem safety() {
        List<IncidentItem> all = test.openOnes().stream()
                .filter(one -> one.kind().equals("responder-safety"))
                .toList();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private List<String> what() {
        return CoreUnderTest.what(test.detail(scene));
    }
}
