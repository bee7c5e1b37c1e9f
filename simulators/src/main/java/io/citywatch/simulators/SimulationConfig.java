package io.citywatch.simulators;

import io.citywatch.simulators.city.CitySize;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a simulated city meets a platform.
 *
 * @param seed the same seed gives the same city; its stories differ from run to run, so that a run that resumes does
 *     not press where the last one still has an open incident
 * @param httpUrl of the API, without a path
 * @param mqttUrl {@code tcp://host:port}
 * @param adminToken registers the city
 * @param operatorToken of the simulated operator's own account
 * @param folder keeps the fleet's tokens
 * @param policeToken of the simulated police's own account; null where the admin reports thefts
 * @param planned how long scenes may be played, from runScript to finish: only what can finish by then is; null for as
 *     long as it is let
 */
public record SimulationConfig(
        long seed,
        CitySize size,
        URI httpUrl,
        String mqttUrl,
        String adminToken,
        String operatorToken,
        Path folder,
        @Nullable String policeToken,
        @Nullable Duration planned) {
    /** Without a police of its own and without an end. */
    public SimulationConfig(
            long seed,
            CitySize size,
            URI httpUrl,
            String mqttUrl,
            String adminToken,
            String operatorToken,
            Path folder) {
        this(seed, size, httpUrl, mqttUrl, adminToken, operatorToken, folder, null, null);
    }

    String policeOrAdminToken() {
        return policeToken == null ? adminToken : policeToken;
    }

    /** Never the tokens. */
    @Override
    public String toString() {
        return "SimulationConfig[seed " + seed + ", " + httpUrl + ", " + mqttUrl + "]";
    }
}
