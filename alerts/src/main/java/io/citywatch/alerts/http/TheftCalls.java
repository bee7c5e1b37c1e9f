package io.citywatch.alerts.http;

import com.linecorp.armeria.common.HttpStatus;
import io.citywatch.alerts.theft.TheftDesk;
import io.citywatch.model.registry.TheftReport;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Theft reports of vehicles. */
final class TheftCalls {
    private final TheftDesk desk;
    private final VehicleCalls vehicles;

    TheftCalls(TheftDesk desk, VehicleCalls vehicles) {
        this.desk = desk;
        this.vehicles = vehicles;
    }

    /** The body of a report. */
    record TheftBody(
            @Nullable String plate,
            @Nullable String caseNumber,
            @Nullable String reportedBy,
            @Nullable Instant reportedAt,
            TheftReport.@Nullable LastSeen lastSeen) {}

    Answer report(Call call) {
        String plate = call.part("plate");
        TheftBody body = call.body(TheftBody.class);
        if (body.plate() != null && !body.plate().equals(plate)) {
            throw new RefusedCall(Problem.badRequest("plate", body.plate(), plate + ", as in the path"));
        }
        TheftDesk.Report report = new TheftDesk.Report(
                required("caseNumber", body.caseNumber(), "the case of the police"),
                required("reportedBy", body.reportedBy(), "who said so"),
                body.reportedAt(),
                body.lastSeen());
        finish(reported(plate, report, call), plate);
        return Answer.created(vehicles.view(call));
    }

    Answer withdraw(Call call) {
        String plate = call.part("plate");
        finish(desk.withdraw(plate, call.person()), plate);
        return Answer.noContent();
    }

    private TheftDesk.Result reported(String plate, TheftDesk.Report report, Call call) {
        try {
            return desk.report(plate, report, call.person());
        } catch (IllegalArgumentException e) {
            throw new RefusedCall(Problem.ofMessage(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage())));
        }
    }

    private static void finish(TheftDesk.Result result, String plate) {
        switch (result) {
            case DONE -> {}
            case UNKNOWN_VEHICLE -> throw new RefusedCall(Problem.notFound("vehicle", plate));
            case ALREADY_REPORTED ->
                throw new RefusedCall(Problem.conflict("vehicle", plate + " is wanted already", "one that is not"));
            case NOT_REPORTED ->
                throw new RefusedCall(new Problem(
                        HttpStatus.NOT_FOUND, "theft-report", "none of " + plate, "a vehicle that is wanted"));
        }
    }

    private static String required(String name, @Nullable String value, String expected) {
        if (value == null || value.isBlank()) {
            throw new RefusedCall(Problem.badRequest(name, "missing", expected));
        }
        return value;
    }
}
