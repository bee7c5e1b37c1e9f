package io.citywatch.alerts.dispatch;

import io.citywatch.alerts.store.Database;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What must hold after each step, whatever happened; each as a question to the tables that has no answer if it holds. */
enum Invariant {
    NOBODY_IS_BOUND_TWICE("SELECT responder FROM assignments WHERE ended_at IS NULL GROUP BY 1 HAVING count(*) > 1"),

    NO_NEED_IS_FILLED_TWICE("SELECT need FROM assignments WHERE ended_at IS NULL GROUP BY 1 HAVING count(*) > 1"),

    AN_OPEN_NEED_OF_P1_HAS_A_TIMER("""
            SELECT i.id FROM incidents i JOIN needs n ON n.incident = i.id AND n.epoch = i.epoch
            WHERE i.severity = 'P1' AND i.state NOT IN ('CLOSED', 'MERGED', 'CANCELLED') AND n.state = 'OPEN'
            AND NOT EXISTS (SELECT 1 FROM timers t WHERE t.incident = i.id AND t.epoch = i.epoch
                            AND t.kind IN ('ADVANCE', 'OFFER_DEADLINE'))"""),

    OF_AN_OPEN_P1_SOMEBODY_IS_REMINDED("""
            SELECT i.id FROM incidents i WHERE i.severity = 'P1' AND i.state NOT IN ('CLOSED', 'MERGED', 'CANCELLED')
            AND NOT EXISTS (SELECT 1 FROM timers t WHERE t.entity = i.id AND t.epoch = i.epoch
                            AND t.kind = CASE WHEN i.acknowledged THEN 'NO_PROGRESS' ELSE 'CALL' END)"""),

    ACKNOWLEDGED_IS_IN_SOMEBODYS_HANDS("""
            SELECT id FROM incidents
            WHERE acknowledged <> (owner IS NOT NULL) AND state NOT IN ('CLOSED', 'MERGED', 'CANCELLED')"""),

    NO_TIMER_OF_WHAT_IS_OVER("""
            SELECT t.kind || ' ' || t.entity FROM timers t JOIN incidents i ON i.id = t.entity
            WHERE i.state IN ('CLOSED', 'MERGED', 'CANCELLED')"""),

    SOMEBODY_LOOKS_AFTER_WHO_IS_BOUND("""
            SELECT a.offer FROM assignments a JOIN incidents i ON i.id = a.incident
            WHERE a.ended_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM timers t WHERE t.entity = a.offer AND t.epoch = i.epoch
                            AND t.kind = CASE WHEN a.state = 'ARRIVED' THEN 'CHECK_IN' ELSE 'WATCH' END)"""),

    NOBODY_IS_ASKED_FOR_WHAT_IS_UNDER_CONTROL("""
            SELECT o.id FROM offers o JOIN incidents i ON i.id = o.incident
            WHERE i.state = 'CONTROLLED' AND o.state IN ('QUEUED', 'SENT', 'DELIVERED', 'SEEN')"""),

    WHAT_IS_HELD_HAS_AN_END("""
            SELECT i.id FROM incidents i
            WHERE i.state = 'HELD' AND NOT EXISTS (SELECT 1 FROM timers t WHERE t.entity = i.id
                AND t.epoch = i.epoch AND t.kind = 'HOLD_ENDS' AND t.due_at = i.held_until)"""),

    NOBODY_IS_ASKED_FOR_WHAT_IS_HELD("""
            SELECT o.id FROM offers o JOIN incidents i ON i.id = o.incident AND i.epoch = o.epoch
            WHERE i.state = 'HELD'"""),

    WHAT_IS_OPEN_NEEDS_SOMEBODY("""
            SELECT i.id FROM incidents i
            WHERE i.state NOT IN ('CLOSED', 'MERGED', 'CANCELLED', 'HELD', 'CONTROLLED') AND i.severity <> 'P4'
            AND NOT EXISTS (SELECT 1 FROM needs n WHERE n.incident = i.id AND n.epoch = i.epoch)"""),

    ONE_OPEN_INCIDENT_A_KEY("""
            SELECT key FROM incidents WHERE state NOT IN ('CLOSED', 'MERGED', 'CANCELLED')
            GROUP BY 1 HAVING count(*) > 1"""),

    ONE_OPEN_INCIDENT_ANSWERS_TO_A_KEY("""
            SELECT k.key FROM incident_keys k JOIN incidents i ON i.id = k.incident
            WHERE i.state NOT IN ('CLOSED', 'MERGED', 'CANCELLED') GROUP BY 1 HAVING count(*) > 1"""),

    NOBODY_IS_BOUND_TO_WHAT_IS_CLOSED("""
            SELECT o.id FROM offers o JOIN incidents i ON i.id = o.incident
            WHERE o.ended_at IS NULL AND i.state IN ('CLOSED', 'MERGED', 'CANCELLED')"""),

    MERGING_NEVER_LOWERS_SEVERITY("""
            SELECT i.id FROM incidents i LEFT JOIN incidents home ON home.id = i.merged_into
            WHERE i.state = 'MERGED' AND (home.id IS NULL OR home.severity > i.severity)"""),

    WHAT_WAS_MERGED_KEEPS_NO_DETECTION("""
            SELECT d.id FROM detections d JOIN incidents i ON i.id = d.incident
            WHERE i.state = 'MERGED' AND NOT d.shown_only"""),

    ONE_OPEN_OFFER_A_PERSON_AND_INCIDENT("""
            SELECT responder FROM offers WHERE ended_at IS NULL
            GROUP BY incident, responder HAVING count(*) > 1"""),

    WHO_IS_BOUND_IS_NOT_ASKED_FOR_MORE("""
            SELECT o.id FROM offers o
            JOIN assignments a ON a.responder = o.responder AND a.ended_at IS NULL AND a.offer <> o.id
            WHERE o.ended_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM timers t WHERE t.kind = 'ASSIGNED_ELSEWHERE' AND t.entity = o.id)"""),

    NOBODY_IS_ASKED_FOR_WHAT_IS_FILLED("""
            SELECT o.id FROM offers o JOIN needs n ON n.id = o.need
            WHERE n.state <> 'OPEN' AND o.state IN ('QUEUED', 'SENT', 'DELIVERED', 'SEEN')"""),

    AN_OFFER_HAS_A_ROW_OF_ITS_DELIVERY("""
            SELECT o.id FROM offers o
            WHERE NOT EXISTS (SELECT 1 FROM notifications n WHERE n.offer = o.id AND n.channel = 'push')"""),

    SOMEBODY_LOOKS_AT_A_NOTIFICATION_OR_IT_SAYS_WHY_NOT("""
            SELECT id FROM notifications WHERE (due_at IS NULL) = (state IN ('PENDING', 'SENDING', 'SENT'))
            OR (state IN ('FAILED', 'NOT_SENT') AND reason IS NULL)"""),

    NOBODY_IS_CALLED_FOR_WHAT_IS_OVER("""
            SELECT n.id FROM notifications n JOIN offers o ON o.id = n.offer
            WHERE n.state = 'PENDING' AND o.state NOT IN ('QUEUED', 'SENT', 'DELIVERED', 'SEEN')"""),

    A_CHANNEL_THAT_FAILED_HAS_ANOTHER("""
            SELECT n.offer FROM notifications n WHERE n.state = 'FAILED' AND NOT EXISTS
            (SELECT 1 FROM notifications next WHERE next.offer = n.offer AND next.channel <> n.channel)"""),

    WHAT_IS_ACTIVE_IS_NOT_CLOSED("SELECT id FROM incidents WHERE state = 'CLOSED' AND active");

    private static final String ALL = Arrays.stream(values())
            .map(each -> "SELECT '" + each + ": ' || string_agg(broken.each::text, ', ') FROM (" + each.sql
                    + ") AS broken (each) HAVING count(*) > 0")
            .collect(Collectors.joining("\nUNION ALL\n"));

    private final String sql;

    Invariant(String sql) {
        this.sql = sql;
    }

    /** Which do not hold now, and of what. */
    static List<String> brokenIn(Database database) {
        return database.jdbi()
                .withHandle(handle -> handle.select(ALL).mapTo(String.class).list());
    }
}
