package io.citywatch.alerts.theft;

import io.citywatch.alerts.registry.Consequences;
import io.citywatch.alerts.store.Transaction;
import io.citywatch.model.registry.TheftReport;
import io.citywatch.model.registry.Vehicle;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A wanted vehicle that gets another tag is hunted by that one, and it cannot leave the registry unnoticed. */
public final class HuntFollowsVehicle implements Consequences<Vehicle> {
    private final TheftStore thefts;

    public HuntFollowsVehicle(TheftStore thefts) {
        this.thefts = thefts;
    }

    @Override
    public void ofReplacing(Transaction transaction, List<Replaced<Vehicle>> replaced) {
        List<Replaced<Vehicle>> tagged = replaced.stream()
                .filter(one -> !one.before().tag().equals(one.after().tag()))
                .toList();
        if (tagged.isEmpty()) {
            return;
        }
        Map<String, TheftReport> standing = thefts.standing(
                transaction, tagged.stream().map(one -> one.after().plate()).toList());
        for (Replaced<Vehicle> one : tagged) {
            TheftReport report = standing.get(one.after().plate());
            if (report != null) {
                TheftDesk.endHunt(transaction, one.before().tag());
                TheftDesk.hunt(transaction, one.after().tag(), report);
                thefts.addTag(transaction, report.plate(), one.after().tag());
            }
        }
    }

    @Override
    public @Nullable String reasonToKeep(Transaction transaction, Vehicle vehicle) {
        return thefts.standing(transaction, vehicle.plate())
                .map(report -> "wanted, case " + report.caseNumber())
                .orElse(null);
    }
}
