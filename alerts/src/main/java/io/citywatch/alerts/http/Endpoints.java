package io.citywatch.alerts.http;

import static com.linecorp.armeria.common.HttpMethod.DELETE;
import static com.linecorp.armeria.common.HttpMethod.GET;
import static com.linecorp.armeria.common.HttpMethod.POST;
import static com.linecorp.armeria.common.HttpMethod.PUT;
import static io.citywatch.alerts.access.Role.ADMIN;
import static io.citywatch.alerts.access.Role.OPERATOR;
import static io.citywatch.alerts.access.Role.POLICE;
import static io.citywatch.alerts.access.Role.RESPONDER;

import com.linecorp.armeria.common.HttpMethod;
import io.citywatch.alerts.access.Role;
import io.citywatch.alerts.area.Area;
import io.citywatch.alerts.storm.Storms;
import io.citywatch.model.registry.Device;
import io.citywatch.model.registry.Elder;
import io.citywatch.model.registry.Responder;
import java.util.ArrayList;
import java.util.List;

/** Every call of the API with who may make it. The server-sent events stand in {@link EventStream}. */
final class Endpoints {
    private final List<Endpoint> list = new ArrayList<>();

    private Endpoints() {}

    /** What the endpoints are answered by. */
    record Calls(
            SessionCalls session,
            IncidentCalls incidents,
            ResponderCalls responder,
            RecordCalls records,
            CommandCalls commands,
            ClosureCalls closures,
            Storms storms,
            RegistryCalls<Device> devices,
            VehicleCalls vehicles,
            TheftCalls thefts,
            TrackCalls tracks,
            TrackAccessCalls trackAccess,
            ReadingCalls readings,
            RegistryCalls<Elder> elders,
            RegistryCalls<Responder> responders,
            RegistryCalls<Area> areas,
            ImportCalls imports,
            ServiceCalls services,
            ChannelCalls channels,
            Endpoint.Handler description) {}

    static List<Endpoint> of(Calls calls) {
        Endpoints endpoints = new Endpoints();
        endpoints.addAll(calls);
        return List.copyOf(endpoints.list);
    }

    private void addAll(Calls calls) {
        SessionCalls session = calls.session();
        list.add(Endpoint.open(POST, "/session", call -> session.signIn(call)));
        add(GET, "/session", session::who, ADMIN, OPERATOR, POLICE, RESPONDER);
        add(DELETE, "/session", session::signOut, ADMIN, OPERATOR, POLICE, RESPONDER);

        IncidentCalls incidents = calls.incidents();
        add(GET, "/incidents", incidents::list, ADMIN, OPERATOR, POLICE);
        add(GET, "/incidents/{id}", incidents::find, ADMIN, OPERATOR, POLICE);
        add(POST, "/incidents/{id}/acknowledge", incidents::acknowledge, ADMIN, OPERATOR, POLICE);
        add(POST, "/incidents/{id}/confirm", incidents::confirm, ADMIN, OPERATOR);
        add(POST, "/incidents/{id}/close", incidents::close, ADMIN, OPERATOR, POLICE);
        add(POST, "/incidents/{id}/controlled", incidents::controlled, ADMIN, OPERATOR, POLICE, RESPONDER);
        add(POST, "/incidents/{id}/level", incidents::level, ADMIN, OPERATOR);
        add(POST, "/incidents/acknowledge", incidents::acknowledgeMany, ADMIN, OPERATOR);
        add(POST, "/incidents/{id}/merge", incidents::merge, ADMIN, OPERATOR);
        add(POST, "/incidents/{id}/unmerge", incidents::unmerge, ADMIN, OPERATOR);
        add(POST, "/incidents/{id}/split", incidents::split, ADMIN, OPERATOR);
        add(GET, "/storm", call -> Answer.ok(calls.storms().view()), ADMIN, OPERATOR);

        ResponderCalls responder = calls.responder();
        add(POST, "/offers/{id}", responder::answerOffer, ADMIN, RESPONDER);
        add(GET, "/responders/{id}/offers", responder::openOffers, ADMIN, RESPONDER);
        add(PUT, "/responders/{id}/duty", responder::setDuty, ADMIN, RESPONDER);

        add(GET, "/responders", calls.responders()::list, ADMIN, OPERATOR, POLICE);
        add(POST, "/responders", calls.responders()::create, ADMIN);
        add(GET, "/responders/{id}", responder::find, ADMIN, OPERATOR, POLICE, RESPONDER);
        add(PUT, "/responders/{id}", calls.responders()::replace, ADMIN);
        add(DELETE, "/responders/{id}", calls.responders()::delete, ADMIN);

        add(GET, "/devices", calls.devices()::list, ADMIN, OPERATOR);
        add(POST, "/devices", calls.devices()::create, ADMIN);
        add(GET, "/devices/{id}", calls.devices()::find, ADMIN, OPERATOR);
        add(PUT, "/devices/{id}", calls.devices()::replace, ADMIN);
        add(DELETE, "/devices/{id}", calls.devices()::delete, ADMIN);

        add(GET, "/devices/{id}/readings", calls.readings()::readings, ADMIN, OPERATOR);

        addVehicles(calls);

        add(GET, "/elders", calls.elders()::list, ADMIN);
        add(POST, "/elders", calls.elders()::create, ADMIN);
        add(GET, "/elders/{id}", calls.elders()::find, ADMIN);
        add(PUT, "/elders/{id}", calls.elders()::replace, ADMIN);
        add(DELETE, "/elders/{id}", calls.elders()::delete, ADMIN);

        add(GET, "/areas", calls.areas()::list, ADMIN, OPERATOR, POLICE);
        add(POST, "/areas", calls.areas()::create, ADMIN);
        add(GET, "/areas/{id}", calls.areas()::find, ADMIN, OPERATOR, POLICE);
        add(PUT, "/areas/{id}", calls.areas()::replace, ADMIN);
        add(DELETE, "/areas/{id}", calls.areas()::delete, ADMIN);

        list.add(Endpoint.of(POST, "/imports/{kind}", ADMIN, new Role[0], calls.imports()::run)
                .streamed(ImportCalls.LARGEST_FILE));
        add(GET, "/services", calls.services()::list, ADMIN, OPERATOR, POLICE, RESPONDER);

        add(POST, "/devices/{id}/commands", calls.commands()::give, ADMIN, OPERATOR);
        add(GET, "/devices/{id}/commands", calls.commands()::list, ADMIN, OPERATOR);
        add(GET, "/devices/{id}/commands/{commandId}", calls.commands()::find, ADMIN, OPERATOR);

        add(GET, "/closures", calls.closures()::list, ADMIN, OPERATOR, POLICE);
        add(POST, "/closures", calls.closures()::close, ADMIN, OPERATOR);
        add(GET, "/closures/{id}", calls.closures()::find, ADMIN, OPERATOR, POLICE);
        add(DELETE, "/closures/{id}", calls.closures()::open, ADMIN, OPERATOR);

        add(GET, "/elders/{id}/record", calls.records()::elderRecord, ADMIN, OPERATOR);
        add(GET, "/dead-letters", calls.records()::deadLetters, ADMIN, OPERATOR);
        add(GET, "/statistics", calls.records()::statistics, ADMIN, OPERATOR, POLICE);
        add(GET, "/audit", calls.records()::audit, ADMIN);
        list.add(Endpoint.open(POST, "/channels/receipts", calls.channels()::receipts));
        list.add(Endpoint.open(POST, "/channels/aliyun/texts", calls.channels()::aliyunTexts));
        list.add(Endpoint.open(POST, "/channels/aliyun/calls", calls.channels()::aliyunCalls));
        list.add(Endpoint.open(GET, "/openapi.json", calls.description()));
        list.add(Endpoint.open(GET, "/schemas", SchemaCalls::list));
        list.add(Endpoint.open(GET, "/schemas/{kind}", SchemaCalls::find));
    }

    private void addVehicles(Calls calls) {
        VehicleCalls vehicles = calls.vehicles();
        add(GET, "/vehicles", vehicles::list, ADMIN, POLICE);
        add(POST, "/vehicles", vehicles::create, ADMIN, POLICE);
        add(GET, "/vehicles/{plate}", vehicles::find, ADMIN, POLICE);
        add(PUT, "/vehicles/{plate}", vehicles::replace, ADMIN, POLICE);
        add(DELETE, "/vehicles/{plate}", vehicles::delete, ADMIN, POLICE);
        add(PUT, "/vehicles/{plate}/guard", vehicles::guard, ADMIN, POLICE);
        add(POST, "/vehicles/{plate}/theft-report", calls.thefts()::report, ADMIN, POLICE);
        add(DELETE, "/vehicles/{plate}/theft-report", calls.thefts()::withdraw, ADMIN, POLICE);
        add(GET, "/vehicles/{plate}/track", calls.tracks()::track, ADMIN, POLICE);
        TrackAccessCalls access = calls.trackAccess();
        add(GET, "/vehicles/{plate}/track-access", access::access, ADMIN, POLICE);
        add(POST, "/vehicles/{plate}/consent", access::consent, ADMIN, POLICE);
        add(DELETE, "/vehicles/{plate}/consent", access::endConsent, ADMIN, POLICE);
        add(POST, "/vehicles/{plate}/track-requests", access::request, ADMIN, POLICE);
        add(GET, "/track-requests", access::list, ADMIN, POLICE);
        add(POST, "/track-requests/{id}/grant", access::grant, ADMIN, POLICE);
        add(POST, "/track-requests/{id}/refuse", access::refuse, ADMIN, POLICE);
    }

    private void add(HttpMethod method, String path, Endpoint.Handler handler, Role first, Role... others) {
        list.add(Endpoint.of(method, path, first, others, handler));
    }
}
