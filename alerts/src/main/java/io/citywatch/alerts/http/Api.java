package io.citywatch.alerts.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.alerts.access.Access;
import io.citywatch.alerts.audit.AuditLog;
import io.citywatch.alerts.closure.ClosureBook;
import io.citywatch.alerts.command.CommandDesk;
import io.citywatch.alerts.deadletter.DeadLetterStore;
import io.citywatch.alerts.elder.ElderRecord;
import io.citywatch.alerts.events.EventHub;
import io.citywatch.alerts.incident.IncidentQueries;
import io.citywatch.alerts.registry.Duty;
import io.citywatch.alerts.registry.ServiceCatalogue;
import io.citywatch.alerts.statistics.Statistics;
import io.citywatch.alerts.storm.Storms;
import io.citywatch.model.json.Json;
import io.citywatch.model.registry.Device;
import io.citywatch.model.registry.Responder;
import io.citywatch.model.registry.Vehicle;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts the API together and serves it. */
public final class Api {
    private static final String DESCRIPTION = "openapi.json";

    private Api() {}

    /**
     * @param address port 0 takes any that is free
     * @param mapFile GeoJSON of the city; none if null
     * @param secureCookies whether browsers reach us by TLS alone
     * @param comment how often a silent event stream gets a comment
     */
    public record Settings(
            InetSocketAddress address, @Nullable Path mapFile, boolean secureCookies, Duration comment) {}

    /**
     * What the calls are answered by.
     *
     * @param problems why nobody should rely on this process now; empty if all is well. May ask the database
     */
    public record Parts(
            Access access,
            AuditLog audit,
            DeadLetterStore deadLetters,
            IncidentQueries incidents,
            IncidentActs incidentActs,
            OfferActs offers,
            Duty duty,
            Registries registries,
            Statistics statistics,
            CommandDesk commands,
            ClosureBook closures,
            Storms storms,
            ElderRecord elderRecord,
            ChannelReports channelReports,
            EventHub events,
            Clock clock,
            Supplier<List<String>> problems,
            MeterRegistry meters) {}

    /** Binds and answers at once; throws if the address is taken. */
    public static ApiServer serve(Settings settings, Parts parts) {
        Authentication authentication = new Authentication(parts.access());
        Refusals refusals = new Refusals(parts.audit(), parts.clock());
        return ApiServer.start(
                settings.address(),
                endpoints(settings, parts),
                authentication,
                refusals,
                new EventStream(parts.events(), authentication, refusals, settings.comment(), parts.clock()),
                new ConsoleFiles(Api.class.getClassLoader(), settings.mapFile()),
                parts.problems(),
                parts.meters());
    }

    static List<Endpoint> endpoints(Settings settings, Parts parts) {
        Registries registries = parts.registries();
        Clock clock = parts.clock();
        AuditLog audit = parts.audit();
        RegistryCalls<Responder> responders = new RegistryCalls<>(registries.responders());
        RegistryCalls<Device> devices = new RegistryCalls<>(registries.devices(), "kind");
        RegistryCalls<Vehicle> vehicles = new RegistryCalls<>(registries.vehicles(), "stolen", "plate");
        VehicleCalls vehicleCalls = new VehicleCalls(vehicles, audit, clock);
        HistoryQuestion history = new HistoryQuestion(registries.history());
        TrackAccessCalls trackAccess = new TrackAccessCalls(registries.trackRights(), vehicles, clock);
        JsonNode description = description();
        return Endpoints.of(new Endpoints.Calls(
                new SessionCalls(parts.access(), parts.audit(), clock, settings.secureCookies()),
                new IncidentCalls(parts.incidents(), parts.incidentActs(), parts.audit(), clock),
                new ResponderCalls(parts.offers(), parts.duty(), responders, clock),
                new RecordCalls(
                        parts.deadLetters(),
                        audit,
                        parts.statistics(),
                        parts.elderRecord(),
                        registries.elders(),
                        clock),
                new CommandCalls(parts.commands()),
                new ClosureCalls(parts.closures()),
                parts.storms(),
                devices,
                vehicleCalls,
                new TheftCalls(registries.thefts(), vehicleCalls),
                new TrackCalls(
                        history, registries.keptTracks(), vehicles, registries.devices(), trackAccess, audit, clock),
                trackAccess,
                new ReadingCalls(history, devices, clock),
                new RegistryCalls<>(registries.elders()),
                responders,
                new RegistryCalls<>(registries.areas(), "level", "parent"),
                new ImportCalls(registries.imports()),
                new ServiceCalls(ServiceCatalogue.standard()),
                new ChannelCalls(parts.channelReports(), clock),
                call -> Answer.ok(description)));
    }

    static JsonNode description() {
        try (InputStream resource = Api.class.getResourceAsStream(DESCRIPTION)) {
            return Json.mapper().readTree(Objects.requireNonNull(resource, DESCRIPTION));
        } catch (IOException e) {
            throw new UncheckedIOException(DESCRIPTION + " cannot be read", e);
        }
    }
}
