package io.citywatch.ingest.auth;

/** The filter of a subscription: {@code +} stands for one level, {@code #} at the end for all that follow. */
public final class TopicFilter {
    private static final String ONE = "+";
    private static final String REST = "#";

    private final String text;
    private final String[] levels;

    private TopicFilter(String text) {
        this.text = text;
        this.levels = text.split("/", -1);
    }

    public static TopicFilter of(String text) {
        return new TopicFilter(text);
    }

    /** True if wildcards stand alone in their level and {@code #} comes last. [MQTT-4.7.1-1] */
    public boolean isValid() {
        if (text.isEmpty() || text.indexOf('\0') >= 0) {
            return false;
        }
        for (int i = 0; i < levels.length; i++) {
            boolean rest = levels[i].contains(REST);
            if (rest && (!levels[i].equals(REST) || i != levels.length - 1)) {
                return false;
            }
            if (levels[i].contains(ONE) && !levels[i].equals(ONE)) {
                return false;
            }
        }
        return true;
    }

    public boolean hasWildcard() {
        return text.contains(ONE) || text.contains(REST);
    }

    public boolean isShared() {
        return levels[0].equals("$share");
    }

    public boolean matches(String topic) {
        String[] names = topic.split("/", -1);
        for (int i = 0; i < levels.length; i++) {
            if (levels[i].equals(REST)) {
                return true; // "a/#" matches "a" too [MQTT 4.7.1.2]
            }
            if (i >= names.length || (!levels[i].equals(ONE) && !levels[i].equals(names[i]))) {
                return false;
            }
        }
        return names.length == levels.length;
    }

    String level(int index) {
        return index < levels.length ? levels[index] : "";
    }

    @Override
    public String toString() {
        return text;
    }
}
