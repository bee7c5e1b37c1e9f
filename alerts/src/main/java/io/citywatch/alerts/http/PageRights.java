package io.citywatch.alerts.http;

import com.linecorp.armeria.common.RequestHeaders;
import io.citywatch.alerts.access.Person;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a page that watches still may. What is known is good for a second, and until a session ends in this process.
 * Thread-safe.
 */
final class PageRights {
    private static final Logger LOG = LoggerFactory.getLogger(PageRights.class);
    private static final Duration GOOD = Duration.ofSeconds(1);

    private final Authentication authentication;
    private final RequestHeaders headers;
    private final Clock clock;
    private volatile Known known;

    private record Known(Instant at, long endings) {}

    /** To be made before it is asked first who the page's person is. */
    PageRights(Authentication authentication, RequestHeaders headers, Clock clock) {
        this.authentication = authentication;
        this.headers = headers;
        this.clock = clock;
        known = now();
    }

    boolean isFresh() {
        Known last = known;
        Instant now = clock.instant();
        return isSinceLastEnding()
                && !now.isBefore(last.at())
                && now.isBefore(last.at().plus(GOOD));
    }

    /** Whether no session has ended since it was asked. */
    boolean isSinceLastEnding() {
        return known.endings() == authentication.endings();
    }

    /** Asks the database whether the page is still this person's, with the same rights. */
    boolean ask(Person person) {
        Known asked = now();
        boolean may;
        try {
            may = authentication
                    .callerOf(headers)
                    .filter(caller -> caller.person().equals(person))
                    .isPresent();
        } catch (RuntimeException e) {
            // The records are away: the page keeps what it has, and the next event or comment asks again.
            LOG.debug("{}: rights not checked: {}", EventStream.PATH, e.toString());
            may = true;
        }
        known = asked;
        return may;
    }

    private Known now() {
        return new Known(clock.instant(), authentication.endings());
    }
}
