package io.citywatch.alerts.http;

/** A call cannot be answered; carries the problem that is. */
final class RefusedCall extends RuntimeException {
    private final transient Problem problem;

    RefusedCall(Problem problem) {
        // Without a stack trace: it tells of the caller's mistake, not of ours.
        super(problem.what(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
