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
        // It cannot but subscribe: where it may, or it leaves at the refusal, but where nothing comes, if it is only to
        // take up its session. It closes its socket at the last message, the SUBACK perhaps unread: what Nagle's
        // algorithm still holds back then, the PUBACK, is lost with the socket.
        String filter = visit.subscribe().isEmpty() ? "responders/" + visit.id() + "/position" : visit.subscribe();
        command.addAll(List.of("--nodelay", "-q", "1", "-t", filter));
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
