package io.citywatch.alerts.events;

/** Tells every page that watches of a change. Thread-safe; never blocks; called after the change was committed. */
public interface LiveEvents {
    /** An incident changed; the body is its list item. */
    String INCIDENT = "incident";
    /** An offer changed; the body is the element of an incident's {@code offers} with {@code incident} beside it. */
    String OFFER = "offer";
    /** A responder moved; the body is {@code responder, ts, lat, lon}. */
    String POSITION = "position";
    /** A device was seen, registered or changed; the body is what GET answers. */
    String DEVICE = "device";

    /** A vehicle became wanted, is so no more, or changed; the body is what GET answers, without the owner. */
    String VEHICLE = "vehicle";

    /** Somebody asks to look at a track, or was answered; the body is an item of the list of such requests. */
    String TRACK_REQUEST = "track-request";

    /** A storm of incidents began or ended; the body is what GET answers. */
    String STORM = "storm";

    /** Other roads are closed than before; the body says how many closures stand. */
    String CLOSURES = "closures";

    /** A command to a device changed; the body is what GET answers. */
    String COMMAND = "command";

    /**
     * @param type one of the constants
     * @param body anything that {@link io.citywatch.model.json.Json} writes as an object
     */
    void publish(String type, Object body);
}
