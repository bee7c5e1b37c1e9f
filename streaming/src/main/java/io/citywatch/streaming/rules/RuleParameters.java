package io.citywatch.streaming.rules;

import io.citywatch.streaming.rules.elder.ElderParameters;
import io.citywatch.streaming.rules.elder.InactivityParameters;
import io.citywatch.streaming.rules.elder.PersonParameters;
import io.citywatch.streaming.rules.health.HealthParameters;
import io.citywatch.streaming.rules.ride.RideParameters;
import io.citywatch.streaming.rules.vehicle.VehicleParameters;
import java.io.Serializable;

/**
 * The numbers of the rules, one record a family.
 *
 * @param clock which of a device's times are believed
 * @param fall a fall that nobody cancelled (E2)
 * @param vehicle vehicles and their readers (R)
 * @param ride what vehicles do and where they stay (R4, R5, R9, R10, R12, R13, R14)
 * @param fire smoke and heat (S)
 * @param fusion one fire out of several kinds of evidence (S6)
 * @param thermal heat seen from above (T)
 * @param smoke smoke that is no alarm yet, and alarms that were none (S2, S9)
 * @param spots what becomes of heat seen from above, and of the cameras (T3, T5, T6, T7)
 * @param elder elders' homes (E)
 * @param person what elders measure, press and where they go (E8, E9, E10)
 * @param inactivity elders of whom nothing is heard (E3)
 * @param health every device (D)
 */
public record RuleParameters(
        ClockParameters clock,
        FallParameters fall,
        VehicleParameters vehicle,
        RideParameters ride,
        FireParameters fire,
        FusionParameters fusion,
        ThermalParameters thermal,
        SmokeParameters smoke,
        SpotParameters spots,
        ElderParameters elder,
        PersonParameters person,
        InactivityParameters inactivity,
        HealthParameters health)
        implements Serializable {
    public static final RuleParameters DEFAULTS = new RuleParameters(
            ClockParameters.DEFAULTS,
            FallParameters.DEFAULTS,
            VehicleParameters.DEFAULTS,
            RideParameters.DEFAULTS,
            FireParameters.DEFAULTS,
            FusionParameters.DEFAULTS,
            ThermalParameters.DEFAULTS,
            SmokeParameters.DEFAULTS,
            SpotParameters.DEFAULTS,
            ElderParameters.DEFAULTS,
            PersonParameters.DEFAULTS,
            InactivityParameters.DEFAULTS,
            HealthParameters.DEFAULTS);

    /** The same, with other numbers of falls. */
    public RuleParameters with(FallParameters other) {
        return new RuleParameters(
                clock, other, vehicle, ride, fire, fusion, thermal, smoke, spots, elder, person, inactivity, health);
    }

    /** The same, with other numbers of the fused fire. */
    public RuleParameters with(FusionParameters other) {
        return new RuleParameters(
                clock, fall, vehicle, ride, fire, other, thermal, smoke, spots, elder, person, inactivity, health);
    }
}
