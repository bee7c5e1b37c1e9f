package io.citywatch.standalone.role;

/** One role that runs. */
public interface Role extends AutoCloseable {
    /** What it does where, for people. */
    String address();

    /** Where it answers for {@code /metrics}, {@code /health/live} and {@code /health/ready}. */
    int managementPort();

    /** Stops it in order: what it has taken is finished or stays for its successor. */
    @Override
    void close();
}
