package io.citywatch.alerts.imports;

/** An import broke off; what was written before stays, and another import of the same file writes the rest. */
public final class ImportStopped extends RuntimeException {
    private final transient ImportReport report;

    ImportStopped(ImportReport report, Exception cause) {
        super("import of " + report.kind() + " stopped after " + report.lines() + " lines: " + cause, cause);
        this.report = report;
    }

    /** What was done up to then. */
    public ImportReport report() {
        return report;
    }
}
