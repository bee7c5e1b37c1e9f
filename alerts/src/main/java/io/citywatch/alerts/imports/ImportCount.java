package io.citywatch.alerts.imports;

import java.util.ArrayList;
import java.util.List;

/** Counts what comes of an import while it runs. Used by one thread. */
final class ImportCount {
    private final List<BadLine> errors = new ArrayList<>();
    private final List<ImportReport.Issued> tokens = new ArrayList<>();
    private int lines;
    private int created;
    private int updated;
    private int unchanged;
    private int bad;

    void line() {
        lines++;
    }

    void bad(BadLine line) {
        bad++;
        if (errors.size() < ImportReport.MOST_ERRORS) {
            errors.add(line);
        }
    }

    void written(int created, int updated, int unchanged, List<ImportReport.Issued> tokens) {
        this.created += created;
        this.updated += updated;
        this.unchanged += unchanged;
        this.tokens.addAll(tokens);
    }

    ImportReport report(String kind, List<String> ignoredColumns) {
        // By line: what is twice in the file is found before what the database holds.
        errors.sort((one, other) -> Integer.compare(one.line(), other.line()));
        return new ImportReport(
                kind,
                lines,
                created,
                updated,
                unchanged,
                bad,
                List.copyOf(errors),
                ignoredColumns,
                List.copyOf(tokens));
    }
}
