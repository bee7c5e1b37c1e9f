package io.citywatch.standalone.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citywatch.alerts.audit.ChainCheck;
import io.citywatch.alerts.audit.Seal;
import io.citywatch.alerts.store.Database;
import io.citywatch.alerts.store.DatabaseConfig;
import io.citywatch.alerts.store.PostgresAuditChain;
import io.citywatch.model.json.Json;
import io.citywatch.standalone.config.RecordsConfig;
import io.citywatch.standalone.config.RoleConfig;
import io.citywatch.standalone.config.StartFailure;
import io.citywatch.standalone.platform.RunningRecords;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Who did what to what: is it all still there? */
@Command(
        name = "audit",
        description = "Looks after the audit.",
        mixinStandardHelpOptions = true,
        subcommands = AuditCommand.Verify.class,
        synopsisSubcommandLabel = "verify")
final class AuditCommand {
    private AuditCommand() {}

    /** Reads the whole chain; exit code 1 if a row was changed, cut out or put in. */
    @Command(
            name = "verify",
            description = "Reads the whole audit and tells each row that was changed, cut out or put in.",
            mixinStandardHelpOptions = true)
    static final class Verify implements Callable<Integer> {
        /** Where the records are. */
        static final class Where {
            @Option(
                    names = "--config",
                    paramLabel = "FILE",
                    description = "YAML of the dispatch role; without it, its environment variables.")
            private @Nullable Path config;

            @Option(
                    names = "--data",
                    paramLabel = "FOLDER",
                    description = "Of a platform that runs: data for \"run\", data/demo for \"demo\".")
            private @Nullable Path data;

            private RecordsConfig records() {
                return data == null
                        ? RoleConfig.load(config, CommandLineData.folder()).records()
                        : RunningRecords.of(data.toAbsolutePath());
            }
        }

        @ArgGroup
        private Where where = new Where();

        @Option(
                names = "--seal",
                paramLabel = "NUMBER:HASH",
                converter = SealConverter.class,
                description = "Noted down before (the log says one an hour): the chain must go through it. Repeatable.")
        private List<Seal> seals = List.of();

        @Option(names = "--json", description = "One JSON object on stdout at the end.")
        private boolean json;

        private final Terminal terminal;

        Verify(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            ChainCheck.Result result = check(where.records());
            if (json) {
                terminal.out().println(new String(Json.write(jsonOf(result)), StandardCharsets.UTF_8));
            } else {
                say(result);
            }
            return result.holds() ? 0 : 1;
        }

        private ChainCheck.Result check(RecordsConfig records) {
            try (Database database =
                    Database.openAsItIs(new DatabaseConfig(records.url(), records.user(), records.password(), 2))) {
                return new PostgresAuditChain(database).check(seals);
            } catch (RuntimeException e) {
                throw new StartFailure(
                        records + ": the audit cannot be read: " + rootOf(e).getMessage(), e);
            }
        }

        private static Throwable rootOf(Throwable failure) {
            Throwable root = failure;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            return root;
        }

        private void say(ChainCheck.Result result) {
            result.problems().forEach(terminal.out()::println);
            if (result.moreProblems() > 0) {
                terminal.out().println("and " + result.moreProblems() + " more");
            }
            terminal.out()
                    .println((result.holds() ? "the chain holds: " : "THE CHAIN IS BROKEN: ") + result.rows()
                            + " rows behind " + result.start().number() + ", " + result.unsealed() + " not sealed yet"
                            + (result.oldestUnsealed() == null
                                    ? ""
                                    : " (the oldest of " + result.oldestUnsealed() + ")"));
            terminal.out().println("head " + result.head());
        }

        private static ObjectNode jsonOf(ChainCheck.Result result) {
            ObjectNode answer = Json.mapper().createObjectNode();
            answer.put("holds", result.holds())
                    .put("rows", result.rows())
                    .put("start", result.start().toString())
                    .put("head", result.head().toString())
                    .put("unsealed", result.unsealed());
            if (result.oldestUnsealed() != null) {
                answer.put("oldestUnsealed", result.oldestUnsealed().toEpochMilli());
            }
            result.problems().forEach(answer.putArray("problems")::add);
            answer.put("moreProblems", result.moreProblems());
            return answer;
        }
    }

    /** For the command line. */
    static final class SealConverter implements ITypeConverter<Seal> {
        @Override
        public Seal convert(String text) {
            try {
                return Seal.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
