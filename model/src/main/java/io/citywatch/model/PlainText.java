package io.citywatch.model;

/**
 * Text from outside, made fit to store, to show and to log. PostgreSQL stores neither a NUL nor half a surrogate pair,
 * and a line break in a reason forges a line of the log: so a device's text is either refused ({@link #isPlain}), or
 * changed before it travels on.
 */
public final class PlainText {
    /** The most characters of a value that a reason repeats. */
    private static final int MOST_SHOWN = 64;

    private static final String CUT = "...";

    private PlainText() {}

    /** True if the text holds no control character and no half of a surrogate pair. */
    public static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                if (!isPairAt(text, i)) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** The text as a person wrote it, fit to store: control characters become spaces, and it is cut to the length. */
    public static String cleaned(String text, int most) {
        if (text.length() <= most && isPlain(text)) {
            return text;
        }
        StringBuilder clean = new StringBuilder(Math.min(text.length(), most));
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = isPairAt(text, i);
            if (clean.length() + (pair ? 2 : 1) > most) {
                return cutShort(clean, most);
            }
            if (pair) {
                clean.append(c).append(text.charAt(++i));
            } else if (Character.isSurrogate(c)) {
                clean.append('\uFFFD');
            } else {
                clean.append(Character.isISOControl(c) ? ' ' : c);
            }
        }
        return clean.toString();
    }

    /** The value as a reason shows it: quoted, escaped and cut. */
    public static String quoted(String value) {
        return "'" + escaped(value, MOST_SHOWN) + "'";
    }

    /** The text fit for a log or a terminal: what either could act on is escaped, and it is cut to about the length. */
    public static String escaped(String text, int most) {
        StringBuilder shown = new StringBuilder(Math.min(text.length(), most));
        for (int i = 0; i < text.length(); i++) {
            if (shown.length() >= most) {
                return shown.append(CUT).toString();
            }
            char c = text.charAt(i);
            if (isPairAt(text, i)) {
                shown.append(c).append(text.charAt(++i));
            } else if (isActive(c)) {
                shown.append(String.format("\\u%04X", (int) c));
            } else {
                shown.append(c);
            }
        }
        return shown.toString();
    }

    private static boolean isPairAt(String text, int i) {
        return i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
    }

    /** Control, format (which turns the direction of writing) and separator characters, and lone surrogates. */
    private static boolean isActive(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    private static String cutShort(StringBuilder text, int most) {
        int end = Math.max(0, Math.min(text.length(), most - CUT.length()));
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        text.setLength(end);
        return text.append(CUT, 0, Math.min(CUT.length(), most)).toString();
    }
}
