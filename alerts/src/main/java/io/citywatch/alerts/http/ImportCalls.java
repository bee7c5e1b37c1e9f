package io.citywatch.alerts.http;

import com.linecorp.armeria.common.HttpStatus;
import io.citywatch.alerts.imports.ImportReport;
import io.citywatch.alerts.imports.ImportStopped;
import io.citywatch.alerts.imports.Imports;
import java.io.IOException;
import java.util.Map;

/** Imports of whole registries from files. */
final class ImportCalls {
    /** The most that a file may hold. */
    static final long LARGEST_FILE = 256L << 20;

    private final Imports imports;

    ImportCalls(Imports imports) {
        this.imports = imports;
    }

    Answer run(Call call) {
        String kind = call.part("kind");
        if (!imports.kinds().contains(kind)) {
            throw new RefusedCall(new Problem(HttpStatus.NOT_FOUND, "kind", kind, String.join(", ", imports.kinds())));
        }
        try {
            ImportReport report = imports.run(kind, call.stream(), call.person())
                    .orElseThrow(() -> new RefusedCall(
                            Problem.conflict("import", kind + " is under way", "one import of a kind at a time")));
            return Answer.ok(report);
        } catch (IllegalArgumentException e) {
            throw new RefusedCall(Problem.ofMessage(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage())));
        } catch (ImportStopped e) {
            return stopped(e);
        }
    }

    /** The report goes with the problem: the tokens in it are known to nobody else. */
    private static Answer stopped(ImportStopped stopped) {
        Throwable cause = stopped.getCause() == null ? stopped : stopped.getCause();
        Problem problem = cause instanceof IOException
                ? new Problem(HttpStatus.BAD_REQUEST, "file", "broke off", "a whole file of at most 256 MiB")
                : ProblemResponses.unexpected("/imports", cause);
        Map<String, Object> document = problem.document();
        document.put("report", stopped.report());
        return new Answer(problem.status(), document, Problem.MEDIA_TYPE, null);
    }
}
