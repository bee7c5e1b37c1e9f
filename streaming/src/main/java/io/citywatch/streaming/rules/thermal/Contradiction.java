package io.citywatch.streaming.rules.thermal;

import io.citywatch.model.Position;
import io.citywatch.streaming.rules.SpotParameters;
import io.citywatch.streaming.rules.ThermalParameters;
import java.io.Serializable;

/**
 * T6: whether a camera looks at a place from elsewhere and sees nothing hot there. Something hot is hot from all sides,
 * while the sun's glint goes into one direction. It must look down steeply, for a house may be in the way, and show the
 * spot by enough pixels. What goes while the camera stays ends, and is no glint.
 */
final class Contradiction implements Serializable {
    private final ThermalParameters camera;
    private final SpotParameters parameters;

    Contradiction(ThermalParameters camera, SpotParameters parameters) {
        this.camera = camera;
        this.parameters = parameters;
    }

    boolean is(CameraReport report, KnownPlace place) {
        CameraPose pose = report.pose();
        double depression = Math.toDegrees(Math.atan2(pose.altitude(), rangeMeters(pose, place)));
        return depression >= parameters.glintSteepDegrees()
                && isElsewhere(pose, place.pose(), place)
                && isBare(report, place);
    }

    /** Whether it looks at a place from where it saw it last, and sees nothing hot there any more. */
    boolean isEnd(CameraReport report, KnownPlace place) {
        return !isElsewhere(report.pose(), place.pose(), place) && isBare(report, place);
    }

    /** Whether no glint of a place reaches both. */
    boolean isElsewhere(CameraPose one, CameraPose other, KnownPlace place) {
        return apartDegrees(one, other, place) >= parameters.glintDegrees();
    }

    /** Whether a frame would show it well, and does not at all. */
    private boolean isBare(CameraReport report, KnownPlace place) {
        CameraPose pose = report.pose();
        Double area = place.newest().spot().areaSquareMeters();
        if (!(pose.altitude() > 0) || area == null) {
            return false;
        }
        double range = rangeMeters(pose, place);
        View view = new View(pose, camera);
        Sight sight = new Sight(0, place.lat(), place.lon(), range, 0.0, null);
        double perPixel = view.groundPerPixel(sight);
        double unsure = place.unsureMeters() + Math.hypot(view.alongMeters(range), view.acrossMeters(range));
        return area / perPixel >= parameters.glintPixels()
                && view.shows(place.lat(), place.lon(), unsure / Math.sqrt(perPixel))
                && report.seen().stream().noneMatch(spot -> isNear(spot, place, unsure));
    }

    private static double rangeMeters(CameraPose pose, KnownPlace place) {
        return new Position(pose.lat(), pose.lon()).metersTo(new Position(place.lat(), place.lon()));
    }

    private boolean isNear(HotSpot spot, KnownPlace place, double unsure) {
        Double lat = spot.sight().lat();
        Double lon = spot.sight().lon();
        return lat == null
                || lon == null
                || new Position(lat, lon).metersTo(new Position(place.lat(), place.lon()))
                        <= Math.max(parameters.mergeMeters(), unsure);
    }

    /** The angle at the place between two cameras. */
    private static double apartDegrees(CameraPose one, CameraPose other, KnownPlace place) {
        double[] a = from(place, one);
        double[] b = from(place, other);
        double cosine = (a[0] * b[0] + a[1] * b[1] + a[2] * b[2]) / (length(a) * length(b));
        return Math.toDegrees(Math.acos(Math.max(-1, Math.min(1, cosine))));
    }

    private static double[] from(KnownPlace place, CameraPose pose) {
        Position at = new Position(place.lat(), place.lon());
        double north = at.metersTo(new Position(pose.lat(), place.lon())) * Math.signum(pose.lat() - place.lat());
        double east = at.metersTo(new Position(place.lat(), pose.lon())) * Math.signum(pose.lon() - place.lon());
        return new double[] {north, east, pose.altitude()};
    }

    private static double length(double[] vector) {
        return Math.sqrt(vector[0] * vector[0] + vector[1] * vector[1] + vector[2] * vector[2]);
    }
}
