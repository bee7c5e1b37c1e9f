package io.citywatch.standalone.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the sources say of records: the sentence of each record, and the {@code @param} of each component. */
final class RecordDocs {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern PARAM =
            Pattern.compile("@param\\s+(\\w+)\\s+(.*?)(?=@param|@return|@throws|$)", Pattern.DOTALL);

    private RecordDocs() {}

    /** The texts of a record's components by their names; of the record itself by the empty name. */
    static Map<String, String> of(Class<?> record) {
        String comment = comment(record);
        Map<String, String> texts = new TreeMap<>();
        Matcher matcher = PARAM.matcher(comment);
        int first = comment.length();
        while (matcher.find()) {
            first = Math.min(first, matcher.start());
            texts.put(matcher.group(1), plain(matcher.group(2)));
        }
        texts.put("", plain(comment.substring(0, first)));
        return texts;
    }

    private static String comment(Class<?> record) {
        String source = read(record);
        Matcher matcher = Pattern.compile(
                        "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@\\w+(?:\\([^)]*\\))?\\s*)*(?:\\w+\\s+)*record "
                                + record.getSimpleName() + "\\(",
                        Pattern.DOTALL)
                .matcher(source);
        if (!matcher.find()) {
            throw new AssertionError(record + " has no javadoc");
        }
        return matcher.group(1).replaceAll("(?m)^\\s*\\* ?", "");
    }

    private static String read(Class<?> record) {
        Class<?> outermost = record;
        while (outermost.getEnclosingClass() != null) {
            outermost = outermost.getEnclosingClass();
        }
        Path file = Path.of("src", "main", "java", outermost.getName().replace('.', '/') + ".java");
        try (Stream<Path> modules = Files.list(ROOT)) {
            Path source = modules.map(module -> module.resolve(file))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(file + " is in no module"));
            return Files.readString(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String plain(String text) {
        return text.replaceAll("\\{@(?:code|link)\\s+([^}]*)}", "`$1`")
                .replaceAll("\\s+", " ")
                .replace("|", "\\|")
                .strip();
    }
}
