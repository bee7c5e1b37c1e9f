package io.citywatch.simulators.people;

import io.citywatch.model.Decoded;
import io.citywatch.model.json.Json;
import io.citywatch.model.message.OfferAction;
import io.citywatch.model.message.OfferAnswer;
import io.citywatch.model.message.OfferMessage;
import io.citywatch.model.message.OfferState;
import io.citywatch.model.message.PositionReport;
import io.citywatch.model.registry.Responder;
import io.citywatch.model.telemetry.MqttTopic;
import io.citywatch.simulators.city.Point;
import io.citywatch.simulators.city.StreetGraph;
import io.citywatch.simulators.report.OfferArrivals;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A person with a phone: reads each offer, thinks, mostly accepts, rides along the streets, helps, and goes home. Knows
 * only what the phone is told. Its lock is its own; answers and positions leave outside of it.
 */
public final class SimulatedResponder {
    private static final Logger LOG = LoggerFactory.getLogger(SimulatedResponder.class);
    private static final double DECLINES = 0.15;
    /** Few take a job that is minutes away while others may be nearer. */
    private static final double DECLINES_FAR = 0.9;

    /** Whose calling it is comes from afar, and with a siren. */
    private static final Set<Responder.Role> PROFESSIONS =
            Set.of(Responder.Role.OFFICER, Responder.Role.FIRE, Responder.Role.MEDICAL, Responder.Role.MAINTENANCE);

    private static final double SIREN_METERS_PER_SECOND = 13;

    private static final long FAR_SECONDS = 120;
    /** An accept whose answer never comes does not bind for ever. */
    private static final long LONGEST_PROMISE_MILLIS = 30_000;

    private static final long STEP_MILLIS = 1_000;
    /** A report at rest; a fix older than 120 s is not believed. */
    private static final int STEPS_BETWEEN_REPORTS_AT_REST = 45;

    private final Responder person;
    private final StreetGraph streets;
    private final Outlet outlet;
    private final OfferArrivals arrivals;
    private final ScheduledExecutorService timer;
    private final Clock clock;
    private final RandomGenerator random;
    private final Point home;
    private final OfferBook offers = new OfferBook();
    private Walk walk;
    private @Nullable OfferMessage task;
    private Doing doing = Doing.NOTHING;
    /** The offer that was accepted, until the platform says what came of it. */
    private @Nullable String promised;

    private int steps;

    /** How far this person is with the task. */
    private enum Doing {
        NOTHING,
        CALLED,
        EN_ROUTE,
        HELPING
    }

    /** The phone's way out. */
    public interface Outlet {
        CompletableFuture<?> publish(String topic, byte[] payload);
    }

    public SimulatedResponder(
            Responder person,
            StreetGraph streets,
            Outlet outlet,
            OfferArrivals arrivals,
            ScheduledExecutorService timer,
            Clock clock,
            RandomGenerator random) {
        this.person = person;
        this.streets = streets;
        this.outlet = outlet;
        this.arrivals = arrivals;
        this.timer = timer;
        this.clock = clock;
        this.random = random;
        this.home = Point.of(person.position());
        this.walk = new Walk(List.of(home), 1);
        this.steps = random.nextInt(STEPS_BETWEEN_REPORTS_AT_REST);
    }

    /** Moves and reports from now on. */
    public void start() {
        report(0);
        var unused =
                timer.scheduleAtFixedRate(this::live, random.nextLong(STEP_MILLIS), STEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** A message on {@code responders/{id}/offers}. */
    public void take(byte[] payload) {
        long arrived = System.nanoTime();
        if (!(Json.read(payload, OfferMessage.class) instanceof Decoded.Valid<OfferMessage> valid)) {
            LOG.warn("{} cannot read an offer", person.id());
            return;
        }
        OfferMessage offer = valid.value();
        synchronized (this) {
            boolean first = offers.find(offer.id()).isEmpty();
            if (!offers.take(offer)) {
                return;
            }
            if (first && offer.state() == OfferState.OFFERED) {
                arrivals.arrived(offer.incident(), arrived);
            }
            heed(offer, first);
        }
    }

    private void heed(OfferMessage offer, boolean first) {
        switch (offer.state()) {
            case OFFERED -> {
                // A later revision is thought of with the first one: one answer to an offer.
                if (first) {
                    after(1_200 + random.nextLong(2_800), () -> decide(offer.id()));
                }
            }
            case ACCEPTED -> {
                breakPromise(offer.id());
                boolean known = task != null && task.id().equals(offer.id());
                task = offer;
                if (!known) {
                    doing = Doing.CALLED;
                    after(600 + random.nextLong(900), () -> setOut(offer.id()));
                }
            }
            case DECLINED, EXPIRED, WITHDRAWN -> {
                breakPromise(offer.id());
                if (task != null && task.id().equals(offer.id())) {
                    goHome();
                }
            }
        }
    }

    private synchronized void breakPromise(String offer) {
        if (offer.equals(promised)) {
            promised = null;
        }
    }

    private void decide(String offer) {
        OfferAction action;
        synchronized (this) {
            OfferMessage known = offers.find(offer).orElse(null);
            if (known == null || known.state() != OfferState.OFFERED) {
                return;
            }
            double declines = known.travelSeconds() > FAR_SECONDS && !isProfessional() ? DECLINES_FAR : DECLINES;
            boolean busy = task != null || promised != null;
            action = busy || random.nextDouble() < declines ? OfferAction.DECLINE : OfferAction.ACCEPT;
            if (action == OfferAction.ACCEPT) {
                promised = offer;
                after(LONGEST_PROMISE_MILLIS, () -> breakPromise(offer));
            }
        }
        answer(offer, action, action == OfferAction.DECLINE ? "not free now" : null);
    }

    private void setOut(String offer) {
        synchronized (this) {
            if (task == null || !task.id().equals(offer)) {
                return;
            }
            Point place = Point.of(task.position() == null ? task.area() : task.position());
            walk = new Walk(streets.route(walk.at(), place), speed());
            doing = Doing.EN_ROUTE;
        }
        answer(offer, OfferAction.EN_ROUTE, null);
    }

    private boolean isProfessional() {
        return person.roles().stream().anyMatch(PROFESSIONS::contains);
    }

    private double speed() {
        if (isProfessional()) {
            return SIREN_METERS_PER_SECOND;
        }
        return person.mode() == null
                ? Responder.Mode.FOOT.metersPerSecond()
                : person.mode().metersPerSecond();
    }

    private void live() {
        try {
            step();
        } catch (RuntimeException e) {
            // Thrown on, it would end this person's life in the city.
            LOG.warn("{} stumbled", person.id(), e);
        }
    }

    private void step() {
        String arrivedAt = null;
        double speed = 0;
        boolean due;
        synchronized (this) {
            steps++;
            boolean moving = !walk.isOver();
            if (moving) {
                walk.advance(STEP_MILLIS / 1000.0);
                speed = speed();
            }
            // Also where the way was over before the first step: some live next door.
            if (task != null && doing == Doing.EN_ROUTE && walk.isOver()) {
                doing = Doing.HELPING;
                arrivedAt = task.id();
            }
            due = moving || steps % STEPS_BETWEEN_REPORTS_AT_REST == 0;
        }
        if (due) {
            report(speed);
        }
        if (arrivedAt != null) {
            String offer = arrivedAt;
            answer(offer, OfferAction.ARRIVED, null);
            after(4_000 + random.nextLong(4_000), () -> finish(offer));
        }
    }

    private void finish(String offer) {
        synchronized (this) {
            if (task == null || !task.id().equals(offer)) {
                return;
            }
            goHome();
        }
        answer(offer, OfferAction.CLEARED, null);
    }

    private void goHome() {
        task = null;
        doing = Doing.NOTHING;
        walk = new Walk(streets.route(walk.at(), home), speed());
    }

    private void answer(String offer, OfferAction action, @Nullable String reason) {
        send(MqttTopic.ofOfferAnswer(person.id(), offer), Json.write(new OfferAnswer(clock.instant(), action, reason)));
    }

    private void report(double speed) {
        PositionReport report;
        synchronized (this) {
            var position = walk.at().position();
            report = new PositionReport(
                    clock.instant(), position.lat(), position.lon(), 6.0, speed, walk.isOver() ? null : walk.heading());
        }
        send(MqttTopic.ofPosition(person.id()), Json.write(report));
    }

    private void send(String topic, byte[] payload) {
        var unused = outlet.publish(topic, payload).whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.debug("{} could not send on {}", person.id(), topic, failure);
            }
        });
    }

    private void after(long millis, Runnable act) {
        try {
            var unused = timer.schedule(act, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("{} has gone home with the whole city", person.id(), e);
        }
    }

    /** Where this person is now. */
    public synchronized Point at() {
        return walk.at();
    }
}
