package io.citywatch.alerts.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.citywatch.model.json.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the text of a column becomes the field of a body. */
enum Cell {
    TEXT("a text") {
        @Override
        JsonNode read(String text) {
            return TextNode.valueOf(text);
        }
    },
    NUMBER("a number") {
        @Override
        JsonNode read(String text) {
            return DoubleNode.valueOf(new BigDecimal(text).doubleValue());
        }
    },
    WHOLE("an integer") {
        @Override
        JsonNode read(String text) {
            return LongNode.valueOf(Long.parseLong(text));
        }
    },
    BOOL("true or false") {
        @Override
        JsonNode read(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "true" -> BooleanNode.TRUE;
                case "false" -> BooleanNode.FALSE;
                default -> throw new IllegalArgumentException(text);
            };
        }
    },
    TIME("epoch milliseconds, or a time such as 2026-11-22T08:00:00Z") {
        @Override
        JsonNode read(String text) {
            return LongNode.valueOf(
                    text.chars().allMatch(Character::isDigit)
                            ? Long.parseLong(text)
                            : Instant.parse(text).toEpochMilli());
        }
    },
    /** {@code a;b;c}. */
    LIST("texts, separated by ;") {
        @Override
        JsonNode read(String text) {
            ArrayNode list = Json.mapper().createArrayNode();
            elements(text, ';').forEach(list::add);
            return list;
        }
    },
    /** {@code low-high}. */
    LIMITS("low-high") {
        @Override
        JsonNode read(String text) {
            Matcher limits = LOW_HIGH.matcher(text);
            require(limits.matches(), text);
            return Json.mapper()
                    .createArrayNode()
                    .add(new BigDecimal(limits.group(1)).doubleValue())
                    .add(new BigDecimal(limits.group(2)).doubleValue());
        }
    },
    /** {@code name/phone/relation;...}. */
    CONTACTS("name/phone or name/phone/relation, separated by ;") {
        @Override
        JsonNode read(String text) {
            ArrayNode contacts = Json.mapper().createArrayNode();
            elements(text, ';').forEach(element -> {
                String[] parts = element.split(element.indexOf('|') >= 0 ? "\\|" : "/", 3);
                require(parts.length >= 2, text);
                ObjectNode contact = contacts.addObject();
                contact.put("name", parts[0].strip());
                contact.put("phone", parts[1].strip());
                if (parts.length == 3 && !parts[2].isBlank()) {
                    contact.put("relation", parts[2].strip());
                }
            });
            return contacts;
        }
    },
    /** {@code 1-5 08:00-20:00;6,7 09:00-12:00}; Monday is 1. */
    SHIFTS("such as 1-5 08:00-20:00;6,7 09:00-12:00, Monday is 1") {
        @Override
        JsonNode read(String text) {
            ArrayNode shifts = Json.mapper().createArrayNode();
            elements(text, ';').forEach(element -> {
                Matcher shift = SHIFT.matcher(element);
                require(shift.matches(), text);
                ObjectNode node = shifts.addObject();
                ArrayNode days = node.putArray("days");
                for (String part : shift.group(1).split(",")) {
                    int first = part.charAt(0) - '0';
                    int last = part.charAt(part.length() - 1) - '0';
                    require(first <= last, text);
                    for (int day = first; day <= last; day++) {
                        days.add(day);
                    }
                }
                node.put("from", shift.group(2));
                node.put("to", shift.group(3));
            });
            return shifts;
        }
    };

    private static final Pattern LOW_HIGH = Pattern.compile("([0-9.]+)-([0-9.]+)");
    private static final Pattern SHIFT =
            Pattern.compile("([1-7](?:-[1-7])?(?:,[1-7](?:-[1-7])?)*) +([0-9]{2}:[0-9]{2}) *- *([0-9]{2}:[0-9]{2})");

    private final String expected;

    Cell(String expected) {
        this.expected = expected;
    }

    /** @throws IllegalArgumentException if the text is not of this kind */
    abstract JsonNode read(String text);

    /** @throws IllegalArgumentException naming the column, its text and the expectation */
    final JsonNode read(String column, String text) {
        try {
            return read(text);
        } catch (IllegalArgumentException | ArithmeticException | DateTimeParseException e) {
            throw new IllegalArgumentException(column + ": " + text + " (expected: " + expected + ")", e);
        }
    }

    private static List<String> elements(String text, char separator) {
        return Arrays.stream(text.split(Pattern.quote(String.valueOf(separator))))
                .map(String::strip)
                .filter(element -> !element.isEmpty())
                .toList();
    }

    private static void require(boolean holds, String text) {
        if (!holds) {
            throw new IllegalArgumentException(text);
        }
    }
}
