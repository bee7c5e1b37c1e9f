package io.citywatch.standalone.demo;

import io.citywatch.simulators.city.CitySize;
import io.citywatch.standalone.config.Ports;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a demo is to run.
 *
 * @param seed of the city and its stories; null for the one that the folder holds
 * @param size of the city
 * @param ports where it listens
 * @param folder what it keeps
 * @param programs where PostgreSQL's binaries are unpacked
 * @param fresh wipe the folder first
 * @param planned how long new scenes may be played; null for as long as it runs
 * @param startedAtMillis when the command was given
 */
public record DemoOptions(
        @Nullable Long seed,
        CitySize size,
        Ports ports,
        Path folder,
        Path programs,
        boolean fresh,
        @Nullable Duration planned,
        long startedAtMillis) {}
