package io.citywatch.simulators.truth.story;

import io.citywatch.simulators.city.City;
import io.citywatch.simulators.city.Point;
import io.citywatch.simulators.city.ReaderSite;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The zones of the map: each a square around a reader that no guarded motorcycle stands beside. */
public final class Zones {
    public static final String NO_ENTRY = "no-entry";
    public static final String NO_PARKING = "no-parking";
    /** Of a purpose that no rule knows. */
    static final String FESTIVAL = "festival";

    private static final double HALF_METERS = 60;
    private static final int ONE_IN = 4;

    private Zones() {}

    /** The readers that stand in zones of a purpose. */
    static List<ReaderSite> at(City city, String purpose) {
        if (purpose.equals(NO_PARKING)) {
            return parking(city);
        }
        List<ReaderSite> sites = city.readers().stream()
                .filter(site -> site.crossing() >= 0 && !site.exit() && !NoParking.isAt(city, site))
                .filter(site -> city.bikes().stream()
                        .noneMatch(bike -> site.id().equals(bike.vehicle().homeReader())))
                .toList();
        List<ReaderSite> chosen = new ArrayList<>();
        for (int i = sites.size() / 2; i < sites.size(); i++) {
            boolean isFestival = i % (2 * ONE_IN) == 0;
            if (i % ONE_IN == 0 && isFestival == purpose.equals(FESTIVAL)) {
                chosen.add(sites.get(i));
            }
        }
        return chosen;
    }

    /** Every second place where nobody may park is a zone on the map, the others are said of their readers. */
    private static List<ReaderSite> parking(City city) {
        List<ReaderSite> sites = city.readers().stream()
                .filter(site -> NoParking.isAt(city, site))
                .toList();
        return sites.stream().filter(site -> sites.indexOf(site) % 2 == 1).toList();
    }

    static boolean isAt(City city, ReaderSite site) {
        return at(city, NO_ENTRY).contains(site) || at(city, FESTIVAL).contains(site);
    }

    /** Whether a device is a reader in a no-parking zone. */
    public static boolean isParkingAt(City city, String device) {
        return parking(city).stream().anyMatch(site -> site.id().equals(device));
    }

    /** All of them, as GeoJSON features. */
    public static List<Map<String, Object>> features(City city) {
        List<Map<String, Object>> features = new ArrayList<>();
        for (String purpose : List.of(NO_ENTRY, NO_PARKING, FESTIVAL)) {
            at(city, purpose).forEach(site -> features.add(feature(site, purpose)));
        }
        return features;
    }

    private static Map<String, Object> feature(ReaderSite site, String purpose) {
        List<double[]> ring = new ArrayList<>();
        for (int[] corner : new int[][] {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}, {-1, -1}}) {
            Point point =
                    new Point(site.at().x() + corner[0] * HALF_METERS, site.at().y() + corner[1] * HALF_METERS);
            ring.add(new double[] {point.preciseLon(), point.preciseLat()});
        }
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("level", "zone");
        properties.put("purpose", purpose);
        properties.put("name", site.road().zh());
        Map<String, Object> feature = new LinkedHashMap<>();
        feature.put("type", "Feature");
        feature.put("id", "zone-" + site.id());
        feature.put("properties", properties);
        feature.put("geometry", Map.of("type", "Polygon", "coordinates", List.of(ring)));
        return feature;
    }
}
