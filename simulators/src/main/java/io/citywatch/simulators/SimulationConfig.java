package io.citywatch.simulators;

import io.citywatch.simulators.city.CitySize;
import java.net.URI;
import java.nio.file.Path;

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
 */
public record SimulationConfig(
        long seed, CitySize size, URI httpUrl, String mqttUrl, String adminToken, String operatorToken, Path folder) {
    /** Never the tokens. */
    @Override
    public String toString() {
        return "SimulationConfig[seed " + seed + ", " + httpUrl + ", " + mqttUrl + "]";
    }
}
