package io.citywatch.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.utils.AppInfoParser;

/** What a figure was measured on. */
final class Machine {
    private Machine() {}

    /** {@code machine} and {@code versions}, as every benchmark's JSON begins. */
    static Map<String, Object> describe() {
        Map<String, Object> machine = new LinkedHashMap<>();
        machine.put("processors", Runtime.getRuntime().availableProcessors());
        machine.put("processor", processor());
        machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        Map<String, Object> versions = new LinkedHashMap<>();
        versions.put("java", Runtime.version().toString());
        versions.put("kafka", AppInfoParser.getVersion());
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("machine", machine);
        description.put("versions", versions);
        return description;
    }

    private static String processor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
