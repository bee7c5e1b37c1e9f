package io.citywatch.alerts.store;

/** Makes text of devices fit for PostgreSQL, which keeps every character but U+0000. */
final class PostgresText {
    private PostgresText() {}

    /** The text with each U+0000 shown as the replacement character. */
    static String of(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
    }

    /** The same of JSON text, where it is escaped. */
    static String json(String json) {
        return json.replace("\\u0000", "\\uFFFD");
    }
}
