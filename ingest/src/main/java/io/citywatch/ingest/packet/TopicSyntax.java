package io.citywatch.ingest.packet;

import io.citywatch.model.PlainText;

/** Where the standard lets wildcards stand. */
final class TopicSyntax {
    private static final String SHARED = "$share/";

    private TopicSyntax() {}

    /** A topic to publish on: no wildcard [MQTT-3.3.2-2]. Whether it may be empty is for the packet to say. */
    static String name(String topic, String field) {
        if (topic.indexOf('#') >= 0 || topic.indexOf('+') >= 0) {
            throw BadPacket.malformed(field + ": " + PlainText.quoted(topic) + " (expected: no wildcard)");
        }
        return topic;
    }

    /** A topic filter: not empty [MQTT-4.7.3-1], a wildcard alone in its level, # last [MQTT-4.7.1-1, -2]. */
    static String filter(String filter) {
        if (filter.isEmpty()) {
            throw BadPacket.malformed("topic filter: '' (expected: at least one character)");
        }
        int last = filter.length() - 1;
        for (int i = 0; i <= last; i++) {
            char c = filter.charAt(i);
            if (c != '#' && c != '+') {
                continue;
            }
            boolean begins = i == 0 || filter.charAt(i - 1) == '/';
            boolean ends = i == last || (c == '+' && filter.charAt(i + 1) == '/');
            if (!begins || !ends) {
                throw BadPacket.malformed("topic filter: " + PlainText.quoted(filter)
                        + " (expected: wildcards alone in their level, # at the end)");
            }
        }
        return filter;
    }

    static boolean isShared(String filter) {
        return filter.startsWith(SHARED);
    }
}
