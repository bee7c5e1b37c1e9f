package io.citywatch.alerts.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What came of an import.
 *
 * @param kind as in the path
 * @param lines that held something, without the header
 * @param bad how many were not imported
 * @param errors the first thousand of those
 * @param ignoredColumns columns of the file that mean nothing here
 * @param tokens of the devices or responders that are new; shown this once
 */
public record ImportReport(
        String kind,
        int lines,
        int created,
        int updated,
        int unchanged,
        int bad,
        List<BadLine> errors,
        List<String> ignoredColumns,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Issued> tokens) {
    /** The most bad lines that are told one by one. */
    public static final int MOST_ERRORS = 1_000;

    /** A token that was made for a new client. */
    public record Issued(String id, String token) {
        /** Never the token. */
        @Override
        public String toString() {
            return "Issued[" + id + "]";
        }
    }
}
