package io.citywatch.alerts.storm;

/**
 * What there is to do, and who is there to do it.
 *
 * @param incidents new ones that did not become part of others
 * @param operators on duty; one at least, since somebody will come
 */
public record StormLoad(int incidents, int operators) {
    public StormLoad {
        operators = Math.max(1, operators);
    }
}
