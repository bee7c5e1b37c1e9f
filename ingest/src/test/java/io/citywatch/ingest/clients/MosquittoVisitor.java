package io.citywatch.ingest.clients;

import java.util.ArrayList;
import java.util.List;

/** Mosquitto's two programs. */
final class MosquittoVisitor implements Client.Visitor {
    @Override
    public Visit.Seen pay(Visit visit) throws Exception {
        for (Visit.Message message : visit.publish()) {
            List<String> command = command("mosquitto_pub", visit);
            command.addAll(
                    List.of("-q", String.valueOf(message.qos()), "-t", message.topic(), "-m", message.payload()));
            Program.run(command);
        }
        if (visit.subscribe().isEmpty() && visit.expect() == 0) {
            return new Visit.Seen(false, List.of());
        }
        List<String> command = command("mosquitto_sub", visit);
        // It cannot but subscribe; to a topic where nothing comes, if it is only to take up its session.
        String filter = visit.subscribe().isEmpty() ? "responders/" + visit.id() + "/none" : visit.subscribe();
        command.addAll(List.of("-q", "1", "-t", filter));
        if (visit.keep()) {
            command.add("-c");
            command.addAll(visit.version() == 5 ? List.of("-x", "600") : List.of());
        }
        command.addAll(visit.expect() == 0 ? List.of("-E") : List.of("-C", String.valueOf(visit.expect())));
        return new Visit.Seen(false, Program.run(command).lines().toList());
    }

    private static List<String> command(String program, Visit visit) {
        List<String> command = new ArrayList<>(List.of(
                program,
                "-V",
                visit.version() == 5 ? "mqttv5" : "mqttv311",
                "-h",
                "127.0.0.1",
                "-p",
                String.valueOf(visit.door().port()),
                "-i",
                visit.id()));
        command.addAll(visit.token() == null ? List.of() : List.of("-u", visit.id(), "-P", visit.token()));
        command.addAll(
                visit.door().papers() == null
                        ? List.of()
                        : visit.door().papers().options());
        return command;
    }
}
