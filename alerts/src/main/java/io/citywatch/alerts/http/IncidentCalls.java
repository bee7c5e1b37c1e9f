package io.citywatch.alerts.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpStatus;
import io.citywatch.alerts.access.Person;
import io.citywatch.alerts.access.PoliceMatter;
import io.citywatch.alerts.access.Role;
import io.citywatch.alerts.audit.AuditEntry;
import io.citywatch.alerts.audit.AuditLog;
import io.citywatch.alerts.incident.IncidentDesk;
import io.citywatch.alerts.incident.IncidentDetail;
import io.citywatch.alerts.incident.IncidentFilter;
import io.citywatch.alerts.incident.IncidentItem;
import io.citywatch.alerts.incident.IncidentKind;
import io.citywatch.alerts.incident.IncidentQueries;
import io.citywatch.alerts.incident.IncidentState;
import io.citywatch.alerts.incident.IncidentSubject;
import io.citywatch.alerts.incident.Outcome;
import io.citywatch.alerts.intake.MergeDesk;
import io.citywatch.model.json.Json;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Incidents: the list, one of them, and what an operator does. */
final class IncidentCalls {
    private static final int MOST_IDS = 1_000;
    /** What detections of a vehicle tell of it and of where it was. */
    private static final List<String> UNMASKED_EVIDENCE = List.of("plate", "caseNumber", "track");

    private final IncidentQueries queries;
    private final IncidentActs acts;
    private final AuditLog audit;
    private final Clock clock;

    IncidentCalls(IncidentQueries queries, IncidentActs acts, AuditLog audit, Clock clock) {
        this.queries = queries;
        this.acts = acts;
        this.audit = audit;
        this.clock = clock;
    }

    /** The body of acknowledging, which may be left out. */
    record Acknowledging(@Nullable Boolean takeOver) {}

    /** The body of saying that it is under control, which may be left out. */
    record Control(@Nullable String reason) {}

    /** What a responder sees of an incident that they said something of. */
    record Said(String id, IncidentState state) {}

    /** The body of closing. */
    record Closing(@Nullable String outcome, @Nullable String reason) {}

    /** The body of merging by hand. */
    record Merging(@Nullable String into, @Nullable String reason) {}

    /** The body of taking out what was merged. */
    record Reason(@Nullable String reason) {}

    /** The body of splitting off. */
    record Splitting(
            @Nullable List<@Nullable String> detections,
            @Nullable String reason) {}

    /** The body of acknowledging many. */
    record Many(@Nullable List<@Nullable String> ids) {}

    /** What came of acknowledging many. */
    record Acknowledged(List<String> acknowledged, List<Left> left) {}

    /** One that was not taken. */
    record Left(String id, String why) {}

    /** The body of striking a level. */
    record Level(@Nullable Integer level) {}

    Answer list(Call call) {
        try {
            var filter =
                    new IncidentFilter(call.parameter("state"), call.parameter("subject"), call.parameter("device"));
            boolean police = call.person().role() == Role.POLICE;
            return Answer.ok(queries.list(
                    police ? filter.of(IncidentKind.OF_THE_POLICE) : filter, call.limit(), call.parameter("after")));
        } catch (IllegalArgumentException e) {
            throw new RefusedCall(Problem.ofMessage(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage())));
        }
    }

    Answer find(Call call) {
        String id = call.part("id");
        String reason = call.parameter("reason");
        Person person = call.person();
        IncidentDetail detail = detailFor(person, id);
        if (reason == null) {
            return Answer.ok(masked(detail));
        }
        // Before it is shown: nobody sees a name that the audit does not know of.
        write(person, "incident.look", id, Map.of("reason", clip(reason)));
        return Answer.ok(detail.item().state().isOpen() ? detail : withoutTrack(detail));
    }

    Answer acknowledge(Call call) {
        String id = call.part("id");
        Person person = call.person();
        var unused = detailFor(person, id);
        boolean takeOver = call.content().length > 0
                && Boolean.TRUE.equals(call.body(Acknowledging.class).takeOver());
        finish(acts.acknowledge(id, takeOver, person), id);
        return Answer.ok(masked(detail(id)));
    }

    Answer confirm(Call call) {
        String id = call.part("id");
        Person person = call.person();
        var unused = detailFor(person, id);
        finish(acts.confirm(id, person), id);
        return Answer.ok(masked(detail(id)));
    }

    Answer controlled(Call call) {
        String id = call.part("id");
        Person person = call.person();
        String given =
                call.content().length == 0 ? null : call.body(Control.class).reason();
        String reason = given == null || given.isBlank() ? "" : required("reason", given);
        if (person.role() == Role.RESPONDER) {
            // Not even that there is such an incident is told to whom it does not concern.
            finish(acts.controlled(id, reason, person), id);
            return Answer.ok(new Said(id, IncidentState.CONTROLLED));
        }
        var unused = detailFor(person, id);
        finish(acts.controlled(id, reason, person), id);
        return Answer.ok(masked(detail(id)));
    }

    Answer close(Call call) {
        String id = call.part("id");
        Person person = call.person();
        Closing closing = call.body(Closing.class);
        String outcome = required("outcome", closing.outcome());
        String reason = required("reason", closing.reason());
        String kind = detailFor(person, id).item().kind();
        if (outcome.equals(IncidentDesk.RECOVERED) && !kind.equals(IncidentKind.THEFT.text())) {
            throw new RefusedCall(Problem.badRequest("outcome", outcome, "of a stolen vehicle only; this is " + kind));
        }
        finish(acts.close(id, outcome, reason, person), id);
        return Answer.ok(masked(detail(id)));
    }

    Answer level(Call call) {
        String id = call.part("id");
        Person person = call.person();
        Integer level = call.body(Level.class).level();
        if (level == null) {
            throw new RefusedCall(Problem.badRequest("level", "missing", "a number"));
        }
        if (level < 1 || level > IncidentDesk.HIGHEST_LEVEL) {
            throw new RefusedCall(Problem.badRequest("level", level.toString(), "1 to " + IncidentDesk.HIGHEST_LEVEL));
        }
        finish(acts.level(id, level, person), id);
        return Answer.ok(masked(detail(id)));
    }

    /** Many that can wait, at once; each that was not taken is told with its reason. */
    Answer acknowledgeMany(Call call) {
        List<String> ids = texts("ids", call.body(Many.class).ids());
        List<String> taken = new ArrayList<>();
        List<Left> left = new ArrayList<>();
        for (String id : new LinkedHashSet<>(ids)) {
            Outcome outcome = acts.acknowledgeOneOfMany(id, call.person());
            if (outcome instanceof Outcome.Done) {
                taken.add(id);
            } else {
                left.add(new Left(
                        id, outcome instanceof Outcome.Conflict conflict ? conflict.reason() : "no such incident"));
            }
        }
        return Answer.ok(new Acknowledged(taken, left));
    }

    Answer merge(Call call) {
        String id = call.part("id");
        Person person = call.person();
        Merging merging = call.body(Merging.class);
        String into = required("into", merging.into());
        String reason = required("reason", merging.reason());
        var one = detailFor(person, id);
        var other = detailFor(person, into);
        finish(acts.merge(one.item().id(), other.item().id(), reason, person), id);
        return Answer.ok(masked(detail(id)));
    }

    Answer unmerge(Call call) {
        String id = call.part("id");
        Person person = call.person();
        String reason = required("reason", call.body(Reason.class).reason());
        var unused = detailFor(person, id);
        finish(acts.unmerge(id, reason, person), id);
        return Answer.ok(masked(detail(id)));
    }

    /** Answers with the new incident. */
    Answer split(Call call) {
        String id = call.part("id");
        Person person = call.person();
        Splitting splitting = call.body(Splitting.class);
        List<String> detections = texts("detections", splitting.detections());
        String reason = required("reason", splitting.reason());
        var unused = detailFor(person, id);
        MergeDesk.Split split = acts.split(id, detections, reason, person);
        finish(split.outcome(), id);
        return Answer.created(masked(detail(String.valueOf(split.incident()))));
    }

    private static List<String> texts(String name, @Nullable List<@Nullable String> given) {
        if (given == null || given.isEmpty() || given.size() > MOST_IDS) {
            throw new RefusedCall(Problem.badRequest(
                    name, given == null ? "missing" : given.size() + " ids", "1 to " + MOST_IDS + " ids"));
        }
        return given.stream().map(one -> required(name, one)).toList();
    }

    private IncidentDetail detail(String id) {
        return queries.find(id).orElseThrow(() -> new RefusedCall(Problem.notFound("incident", id)));
    }

    /** The incident, if this person may see and act on it. */
    private IncidentDetail detailFor(Person person, String id) {
        IncidentDetail detail = detail(id);
        if (person.role() == Role.POLICE && !PoliceMatter.is(detail.item().kind())) {
            throw new RefusedCall(Problem.forbidden("incident", id, "an incident of a stolen or cloned vehicle"));
        }
        return detail;
    }

    /** What ended is no ground to look where a vehicle was: see {@link TrackCalls}. */
    private static ObjectNode withoutTrack(IncidentDetail detail) {
        ObjectNode tree = Json.mapper().valueToTree(detail);
        tree.remove(List.of("track", "pursuit"));
        removeEvidence(tree, List.of("track"));
        return tree;
    }

    private static void removeEvidence(ObjectNode tree, List<String> facts) {
        for (JsonNode detection : tree.path("detections")) {
            if (detection.path("evidence") instanceof ObjectNode evidence) {
                evidence.remove(facts);
            }
        }
    }

    /** Without name, address and file of a person, and without plate, owner and track of a vehicle. */
    private static ObjectNode masked(IncidentDetail detail) {
        ObjectNode tree = Json.mapper().valueToTree(detail);
        IncidentItem.About about = detail.item().subject();
        IncidentSubject subject = new IncidentSubject(about.type(), about.id(), about.name(), about.address());
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("type", about.type());
        shown.put("id", about.id());
        String name = subject.maskedName();
        if (name != null) {
            shown.put("name", name);
        }
        tree.remove(List.of("track", "pursuit"));
        removeEvidence(tree, UNMASKED_EVIDENCE);
        tree.set("subject", Json.mapper().valueToTree(shown));
        return tree;
    }

    static void finish(Outcome outcome, String id) {
        if (outcome instanceof Outcome.NotFound) {
            throw new RefusedCall(Problem.notFound("incident", id));
        }
        if (outcome instanceof Outcome.Conflict conflict) {
            throw new RefusedCall(Problem.conflict("incident", conflict.reason(), "a state in which this can be done"));
        }
    }

    private void write(Person person, String action, String target, Map<String, String> more) {
        Map<String, String> detail = new LinkedHashMap<>(more);
        detail.put("role", person.role().text());
        audit.write(new AuditEntry(clock.instant(), person.name(), action, target, detail));
    }

    private static String required(String name, @Nullable String value) {
        return Call.text(name, value, "a text");
    }

    private static String clip(String text) {
        return text.length() > Call.LONGEST_TEXT ? text.substring(0, Call.LONGEST_TEXT) : text;
    }
}
