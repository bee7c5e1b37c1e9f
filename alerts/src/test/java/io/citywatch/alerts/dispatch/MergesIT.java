package io.citywatch.alerts.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.alerts.incident.IncidentDetail;
import io.citywatch.alerts.incident.IncidentItem;
import io.citywatch.alerts.incident.IncidentState;
import io.citywatch.alerts.incident.Outcome;
import io.citywatch.alerts.intake.MergeDesk;
import io.citywatch.alerts.testing.City;
import io.citywatch.alerts.testing.Detections;
import io.citywatch.model.Severity;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.model.message.OfferAction;
import io.citywatch.model.message.OfferMessage;
import io.citywatch.model.message.OfferState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People bring incidents together and tell them apart, on a real PostgreSQL. */
class MergesIT {
    private CoreUnderTest test;

    @BeforeEach
    void open() {
        test = CoreUnderTest.ofADistrict();
        test.city.elder("neighbour", "林建国", "terminal-2", City.at(40, 0), "金平区2号");
        test.city.smokeSensor("lone-1", City.at(5_000, 0), Map.of());
        test.city.smokeSensor("lone-2", City.at(5_100, 0), Map.of());
    }

    @AfterEach
    void close() {
        assertThat(Invariant.brokenIn(test.database)).isEmpty();
        test.close();
    }

    private Instant now() {
        return test.clock.instant();
    }

    private IncidentItem of(String subject) {
        return test.incidents().stream()
                .filter(each -> each.subject().id().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    private IncidentDetail detailOf(String subject) {
        return test.detail(of(subject));
    }

    private void merge(IncidentItem one, IncidentItem into) {
        assertThat(test.core.mergeDesk().merge(one.id(), into.id(), "the same flat", CoreUnderTest.OPERATOR))
                .isEqualTo(Outcome.done());
    }

    private void unmerge(IncidentItem one) {
        assertThat(test.core.mergeDesk().unmerge(one.id(), "two flats", CoreUnderTest.OPERATOR))
                .isEqualTo(Outcome.done());
    }

    private static List<String> responders(IncidentDetail detail, String state) {
        return detail.offers().stream()
                .filter(offer -> offer.state().equals(state))
                .map(IncidentDetail.OfferLine::responder)
                .toList();
    }

    /** Two presses; the volunteer of each set out. */
    private void twoPresses() {
        test.press("terminal");
        test.press("terminal-2");
    }

    @Test
    void makesOneOfTwoAndKeepsWhoIsOnTheWay() {
        twoPresses();
        String going = responders(detailOf("neighbour"), "OFFERED").get(0);
        accept(going, of("neighbour"));
        assertThat(test.core
                        .offerDesk()
                        .answer(acceptedOf(going), CoreUnderTest.by(going), OfferAction.EN_ROUTE, null, now()))
                .isEqualTo(Outcome.done());

        merge(of("neighbour"), of("elder"));

        assertThat(of("neighbour").state()).isEqualTo(IncidentState.MERGED);
        assertThat(of("neighbour").mergedInto()).isEqualTo(of("elder").id());
        assertThat(of("elder").state()).isEqualTo(IncidentState.EN_ROUTE);
        assertThat(detailOf("elder").count()).isEqualTo(2);
        assertThat(responders(detailOf("elder"), "ACCEPTED")).containsExactly(going);
        assertThat(detailOf("elder").assignments())
                .singleElement()
                .satisfies(one -> assertThat(one.state()).isEqualTo("EN_ROUTE"));
        OfferMessage told = test.told(going, OfferState.ACCEPTED).stream()
                .reduce((one, next) -> next)
                .orElseThrow();
        assertThat(told.incident()).isEqualTo(of("elder").id());
        // One elder's card: whoever comes is one of its two, and nobody is asked for the same once more.
        assertThat(openNeeds(of("elder"))).isEqualTo(1);
        assertThat(CoreUnderTest.what(detailOf("neighbour"))).contains("merged by hand: the same flat");
        assertThat(audited("incident.merge")).isEqualTo(1);
    }

    private String acceptedOf(String responder) {
        return test.core.offerDesk().openOffersOf(responder).stream()
                .filter(offer -> offer.state() == OfferState.ACCEPTED)
                .findFirst()
                .orElseThrow()
                .id();
    }

    private void accept(String responder, IncidentItem incident) {
        String offer = test.core.offerDesk().openOffersOf(responder).stream()
                .filter(each -> each.incident().equals(incident.id()))
                .findFirst()
                .orElseThrow()
                .id();
        assertThat(test.core.offerDesk().answer(offer, CoreUnderTest.by(responder), OfferAction.ACCEPT, null, now()))
                .isEqualTo(Outcome.done());
    }

    private long openNeeds(IncidentItem incident) {
        return number("SELECT count(*) FROM needs WHERE state = 'OPEN' AND incident = '" + incident.id() + "'");
    }

    private long audited(String action) {
        return number("SELECT count(*) FROM audit WHERE action = '" + action + "'");
    }

    private long number(String sql) {
        return test.database
                .jdbi()
                .withHandle(handle -> handle.select(sql).mapTo(Long.class).one());
    }

    @Test
    void asksNobodyTwiceForWhatIsOneNow() {
        twoPresses();

        merge(of("neighbour"), of("elder"));

        List<String> asked = responders(detailOf("elder"), "OFFERED");
        assertThat(asked).isNotEmpty().doesNotHaveDuplicates();
        assertThat(responders(detailOf("neighbour"), "OFFERED")).isEmpty();
        assertThat(openNeeds(of("elder"))).isEqualTo(2);
        // Nobody answers: they are asked again, by the one incident alone.
        test.pass(Duration.ofSeconds(100));
        assertThat(responders(detailOf("elder"), "OFFERED")).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void raisesTheSeverityOfWhatALowerOneTakesIn() {
        test.take(Detections.of(Rule.E5, "terminal").raised(now()));
        test.take(Detections.of(Rule.E7, "terminal-2").raised(now()));
        Severity higher = of("neighbour").severity();
        assertThat(higher.isAbove(of("elder").severity())).isTrue();

        merge(of("neighbour"), of("elder"));

        assertThat(of("elder").severity()).isEqualTo(higher);
    }

    @Test
    void refusesWhatCannotBeOne() {
        test.press("terminal");
        test.take(Detections.of(Rule.E5, "terminal").raised(now()));
        String press = test.openOnes().get(0).id();
        String fault = test.openOnes().get(1).id();
        MergeDesk desk = test.core.mergeDesk();

        assertThat(desk.merge(press, fault, "x", CoreUnderTest.OPERATOR)).isInstanceOf(Outcome.Conflict.class);
        assertThat(desk.merge(press, press, "x", CoreUnderTest.OPERATOR)).isInstanceOf(Outcome.Conflict.class);
        assertThat(desk.merge(press, "nothing", "x", CoreUnderTest.OPERATOR)).isEqualTo(Outcome.notFound());
        assertThat(desk.unmerge(press, "x", CoreUnderTest.OPERATOR)).isInstanceOf(Outcome.Conflict.class);
        assertThat(desk.split(press, List.of("nothing"), "x", CoreUnderTest.OPERATOR)
                        .outcome())
                .isInstanceOf(Outcome.Conflict.class);
        assertThat(test.openOnes()).hasSize(2);
    }

    @Test
    void takesOutWhatWasMergedWithItsPeopleItsKeyAndItsEvidence() {
        twoPresses();
        String going = responders(detailOf("neighbour"), "OFFERED").get(0);
        accept(going, of("neighbour"));
        merge(of("neighbour"), of("elder"));
        // Another press of the neighbour, while they are one.
        test.press("terminal-2");
        assertThat(detailOf("elder").count()).isEqualTo(3);

        unmerge(of("neighbour"));

        IncidentItem back = of("neighbour");
        assertThat(back.state()).isEqualTo(IncidentState.REOPENED);
        assertThat(back.mergedInto()).isNull();
        assertThat(back.severity()).isEqualTo(Severity.P1);
        assertThat(back.active()).isTrue();
        assertThat(back.acknowledged()).isFalse();
        assertThat(back.devices()).containsExactly("terminal-2");
        assertThat(test.detail(back).count()).isEqualTo(2);
        assertThat(test.detail(back).detections()).hasSize(2);
        assertThat(responders(test.detail(back), "ACCEPTED")).containsExactly(going);
        assertThat(detailOf("elder").count()).isEqualTo(1);
        assertThat(of("elder").devices()).containsExactly("terminal");
        assertThat(responders(detailOf("elder"), "ACCEPTED")).isEmpty();
        // Both want a volunteer and a community worker; of one somebody comes.
        assertThat(openNeeds(of("elder"))).isEqualTo(2);
        assertThat(openNeeds(back)).isEqualTo(1);
        assertThat(CoreUnderTest.what(test.detail(back)))
                .contains("taken out of incident " + of("elder").id() + ": two flats");

        test.press("terminal-2");
        assertThat(detailOf("neighbour").count()).isEqualTo(3);
        assertThat(detailOf("elder").count()).isEqualTo(1);
        assertThat(audited("incident.unmerge")).isEqualTo(1);
    }

    @Test
    void looksAfterWhoWentBackUnderTheirOwnIncident() {
        twoPresses();
        String going = responders(detailOf("neighbour"), "OFFERED").get(0);
        accept(going, of("neighbour"));
        merge(of("neighbour"), of("elder"));
        unmerge(of("neighbour"));

        // Who does not set out is recalled, and replaced there.
        test.pass(Duration.ofMinutes(2));

        assertThat(detailOf("neighbour").assignments())
                .singleElement()
                .satisfies(one -> assertThat(one.state()).isIn("RECALLED", "LOST"));
        assertThat(test.openOnes()).hasSize(2);
    }

    private Detection[] twoFiresOfOneCause() {
        Detection one = Detections.of(Rule.S2, "smoke-1").raised(now());
        Detection other = Detections.of(Rule.S2, "far").raised(now());
        test.take(one);
        test.take(other);
        return new Detection[] {one, other};
    }

    private Detections confirmation(Detection... causes) {
        return Detections.of(Rule.S5, "smoke-1", "tower", Subject.place("tower"))
                .causes(causes)
                .with("level", 1);
    }

    @Test
    void neverMergesByItselfWhatAPersonToldApart() {
        Detection[] fires = twoFiresOfOneCause();
        assertThat(test.openOnes()).hasSize(2);
        test.take(confirmation(fires).raised(now()));
        assertThat(test.openOnes()).hasSize(1);

        unmerge(of("school"));
        assertThat(test.openOnes()).hasSize(2);
        test.pass(Duration.ofSeconds(5));
        test.take(confirmation(fires).updated(now()));
        test.take(confirmation(fires).episode("again").raised(now()));
        test.take(test.smokeOf("far"));
        test.take(test.smokeOf("smoke-2"));

        assertThat(test.openOnes()).hasSize(2);
        assertThat(of("school").state()).isNotEqualTo(IncidentState.MERGED);
    }

    @Test
    void mergesAgainWhenAPersonSaysSo() {
        Detection[] fires = twoFiresOfOneCause();
        test.take(confirmation(fires).raised(now()));
        unmerge(of("school"));

        merge(of("school"), of("tower"));

        assertThat(test.openOnes()).hasSize(1);
        assertThat(number("SELECT count(*) FROM told_apart")).isZero();
    }

    @Test
    void splitsOffWhatWasNearAndKeepsItApart() {
        Detection one = test.smokeOf("lone-1");
        Detection other = test.smokeOf("lone-2");
        test.take(one);
        test.take(other);
        IncidentItem both = test.only();
        assertThat(both.devices()).containsExactly("lone-1", "lone-2");

        MergeDesk.Split split =
                test.core.mergeDesk().split(both.id(), List.of(other.id()), "a yard further", CoreUnderTest.OPERATOR);

        assertThat(split.outcome()).isEqualTo(Outcome.done());
        IncidentItem apart = test.core
                .incidentQueries()
                .find(String.valueOf(split.incident()))
                .orElseThrow()
                .item();
        assertThat(apart.devices()).containsExactly("lone-2");
        assertThat(apart.active()).isTrue();
        assertThat(apart.state()).isEqualTo(IncidentState.DISPATCHING);
        assertThat(openNeeds(apart)).isPositive();
        assertThat(test.detail(both).item().devices()).containsExactly("lone-1");
        assertThat(test.detail(both).count()).isEqualTo(1);

        test.pass(Duration.ofSeconds(5));
        Detection newer = test.smokeOf("lone-2");
        test.take(newer);
        test.take(test.smokeOf("lone-1"));
        assertThat(test.openOnes()).hasSize(2);
        assertThat(test.detail(apart).count()).isEqualTo(2);
        // Its end is the end of its own incident alone.
        test.take(test.later(newer, Phase.CLEARED));
        assertThat(test.detail(apart).item().active()).isFalse();
        assertThat(test.detail(both).item().active()).isTrue();
        assertThat(audited("incident.split")).isEqualTo(1);
    }

    @Test
    void splitsNeitherWhatItBeganWithNorWhatCameByAMerge() {
        Detection[] fires = twoFiresOfOneCause();
        test.take(confirmation(fires).raised(now()));
        IncidentItem home = test.openOnes().get(0);
        MergeDesk desk = test.core.mergeDesk();
        boolean tower = home.subject().id().equals("tower");

        Outcome began = desk.split(home.id(), List.of(fires[tower ? 0 : 1].id()), "x", CoreUnderTest.OPERATOR)
                .outcome();
        Outcome came = desk.split(home.id(), List.of(fires[tower ? 1 : 0].id()), "x", CoreUnderTest.OPERATOR)
                .outcome();

        assertThat(((Outcome.Conflict) began).reason()).contains("began with this");
        assertThat(((Outcome.Conflict) came).reason()).contains("take that out");
    }

    @Test
    void takesOutOfAnOutageWhatItDidNotExplain() {
        Detection mains = Detections.of(Rule.E5, "terminal").raised(now());
        test.take(mains);
        Detections outage = Detections.of(Rule.D4, "terminal", "area-7", Subject.place("area-7"))
                .at(City.at(200, 200))
                .causes(mains);
        test.take(outage.raised(now()));
        assertThat(of("elder").state()).isEqualTo(IncidentState.MERGED);

        unmerge(of("elder"));
        test.pass(Duration.ofSeconds(5));
        test.take(outage.updated(now()));
        test.take(test.later(mains, Phase.UPDATED));

        assertThat(of("elder").state()).isEqualTo(IncidentState.REOPENED);
        assertThat(detailOf("elder").detections()).hasSize(1);
        // The end of the fault ends its own incident alone.
        test.take(test.later(mains, Phase.CLEARED));
        assertThat(of("elder").state()).isEqualTo(IncidentState.CLOSED);
        assertThat(test.openOnes()).extracting(IncidentItem::kind).containsExactly("outage");
    }

    @Test
    void takesOneOutOfThreeThatWereMergedInARow() {
        test.press("terminal");
        test.press("terminal-2");
        test.city.elder("third", "黄秀兰", "terminal-3", City.at(80, 0), "金平区3号");
        test.press("terminal-3");
        merge(of("third"), of("neighbour"));
        merge(of("neighbour"), of("elder"));

        unmerge(of("third"));
        assertThat(detailOf("third").detections()).hasSize(1);
        assertThat(detailOf("elder").count()).isEqualTo(2);
        unmerge(of("neighbour"));

        assertThat(test.openOnes()).hasSize(3);
        test.press("terminal-3");
        test.press("terminal-2");
        assertThat(List.of(
                        detailOf("elder").count(),
                        detailOf("neighbour").count(),
                        detailOf("third").count()))
                .containsExactly(1, 2, 2);
    }

    @Test
    void bringsNothingBackToLifeOfWhatIsOver() {
        twoPresses();
        merge(of("neighbour"), of("elder"));
        test.core.incidentDesk().close(of("elder").id(), "helped", "well", CoreUnderTest.OPERATOR);

        Outcome outcome = test.core.mergeDesk().unmerge(of("neighbour").id(), "x", CoreUnderTest.OPERATOR);

        assertThat(outcome).isInstanceOf(Outcome.Conflict.class);
    }
}
