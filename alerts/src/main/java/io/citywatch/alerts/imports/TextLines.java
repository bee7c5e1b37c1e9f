package io.citywatch.alerts.imports;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a CSV file (RFC 4180), which may span lines inside quotes. A quote that nobody closes spoils its
 * own line alone: after so many lines without the other one, reading goes on behind the first. Bytes that are not UTF-8
 * come as U+FFFD.
 */
final class TextLines {
    private static final int LONGEST_LINE = 65_536;
    private static final int MOST_LINES = 50;
    private static final char MARK = '\uFEFF';

    /**
     * A record.
     *
     * @param number of its first line, from 1
     * @param whole false if it is too long, or its quote is never closed
     */
    record Text(int number, String text, boolean whole) {}

    private final BufferedReader reader;
    private final Deque<Text> waiting = new ArrayDeque<>();
    private int number;

    TextLines(InputStream file) {
        reader = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8), 1 << 16);
    }

    /** The next record that is not empty; null at the end. */
    @Nullable
    Text next() throws IOException {
        Text first = line();
        while (first != null && first.text().isBlank()) {
            first = line();
        }
        if (first == null || isClosed(first.text())) {
            return first;
        }
        Deque<Text> taken = new ArrayDeque<>();
        StringBuilder record = new StringBuilder(first.text());
        while (taken.size() < MOST_LINES) {
            Text line = line();
            if (line == null) {
                break;
            }
            taken.add(line);
            record.append('\n').append(line.text());
            if (!isClosed(line.text()) && line.whole()) {
                return new Text(first.number(), record.toString(), first.whole());
            }
        }
        while (!taken.isEmpty()) {
            waiting.addFirst(taken.removeLast());
        }
        return new Text(first.number(), first.text(), false);
    }

    /** Whether the text holds an even number of quotes, so that what was open before it stays as it was. */
    private static boolean isClosed(String text) {
        return text.chars().filter(c -> c == '"').count() % 2 == 0;
    }

    private @Nullable Text line() throws IOException {
        if (!waiting.isEmpty()) {
            return waiting.removeFirst();
        }
        StringBuilder line = new StringBuilder();
        boolean any = false;
        boolean whole = true;
        for (int c = reader.read(); c >= 0; c = reader.read()) {
            any = true;
            if (c == '\n') {
                break;
            }
            if (line.length() < LONGEST_LINE) {
                line.append((char) c);
            } else {
                whole = false;
            }
        }
        if (!any) {
            return null;
        }
        number++;
        if (number == 1 && !line.isEmpty() && line.charAt(0) == MARK) {
            line.deleteCharAt(0);
        }
        if (!line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
            line.setLength(line.length() - 1);
        }
        return new Text(number, line.toString(), whole);
    }
}
