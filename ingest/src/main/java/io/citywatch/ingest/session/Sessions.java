package io.citywatch.ingest.session;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The clients that are connected here. The CONNECT that stands last owns the id. Thread-safe. */
public final class Sessions {
    private final Map<String, Session> byClient = new ConcurrentHashMap<>();

    /** Takes the id over from an older connection, if there is one. */
    public void open(Session session) {
        Session older = byClient.put(session.client(), session);
        if (older != null) {
            older.leave(Departure.TAKEN_OVER);
        }
    }

    /** True if it still owned its id, so that the client is gone now. */
    public boolean close(Session session) {
        return byClient.remove(session.client(), session);
    }

    public Optional<Session> find(String client) {
        return Optional.ofNullable(byClient.get(client));
    }
}
