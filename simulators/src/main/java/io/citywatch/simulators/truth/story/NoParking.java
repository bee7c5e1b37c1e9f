package io.citywatch.simulators.truth.story;

import io.citywatch.simulators.city.City;
import io.citywatch.simulators.city.ReaderSite;

/** Which readers watch a zone where nobody may park: every sixth that no guarded motorcycle stands beside. */
public final class NoParking {
    private static final int ONE_IN = 6;
    private static final int FIRST = 30;

    private NoParking() {}

    public static boolean isAt(City city, ReaderSite site) {
        return isAt(city, site.id());
    }

    /** @param device by its id */
    public static boolean isAt(City city, String device) {
        for (int i = Math.min(FIRST, city.readers().size() / 2);
                i < city.readers().size();
                i += ONE_IN) {
            if (city.readers().get(i).id().equals(device)) {
                return city.bikes().stream()
                        .noneMatch(bike -> device.equals(bike.vehicle().homeReader()));
            }
        }
        return false;
    }
}
