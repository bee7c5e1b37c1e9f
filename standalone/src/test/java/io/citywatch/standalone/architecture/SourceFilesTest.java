package io.citywatch.standalone.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a compiler does not judge: how long a file is, and what tests may not do. */
final class SourceFilesTest {
    private static final int MOST_LINES = 400;
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @Test
    void noFileOfMainCodeIsLongerThanFourHundredLines() {
        List<String> tooLong = sources(path -> path.contains("/src/main/") || path.contains("/console/src/")).stream()
                .filter(file -> lines(file).size() > MOST_LINES)
                .map(file -> ROOT.relativize(file) + ": " + lines(file).size())
                .toList();

        assertThat(tooLong).isEmpty();
    }

    @Test
    void testsNeitherSleepNorSkip() {
        List<String> offences =
                sources(path -> path.contains("/src/test/") && !path.contains("/architecture/")).stream()
                        .filter(file -> lines(file).stream()
                                .anyMatch(line -> line.contains("Thread.sleep(") || line.contains("@Disabled")))
                        .map(file -> ROOT.relativize(file).toString())
                        .toList();

        assertThat(offences).isEmpty();
    }

    private static List<Path> sources(Predicate<String> wanted) {
        try (Stream<Path> files = Files.walk(ROOT)) {
            List<Path> sources = files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("/node_modules/")
                            && !file.toString().contains("/target/"))
                    .filter(file -> file.toString().matches(".*\\.(java|ts|tsx|css|sql)"))
                    .filter(file -> wanted.test(file.toString()))
                    .toList();
            assertThat(sources).as("sources below " + ROOT).isNotEmpty();
            return sources;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
