package io.citywatch.simulators.truth.script;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What devices say of themselves in each heartbeat, where it is not as always. */
public final class Conditions {
    public static final Condition GOOD = new Condition(95, true, 90, List.of());

    private final Map<String, List<Spell>> spells = new HashMap<>();

    /**
     * @param battery percent
     * @param mains said by terminals only
     * @param pendantBattery percent; said by terminals only
     * @param faults such as {@code low-battery}
     */
    public record Condition(int battery, boolean mains, int pendantBattery, List<String> faults) {
        public Condition {
            faults = List.copyOf(faults);
        }
    }

    private record Spell(long from, long until, Condition condition) {}

    public void set(String device, long from, long until, Condition condition) {
        spells.computeIfAbsent(device, unused -> new ArrayList<>()).add(new Spell(from, until, condition));
    }

    public Condition of(String device, long at) {
        List<Spell> all = spells.get(device);
        if (all != null) {
            for (Spell spell : all) {
                if (at >= spell.from() && at < spell.until()) {
                    return spell.condition();
                }
            }
        }
        return GOOD;
    }
}
