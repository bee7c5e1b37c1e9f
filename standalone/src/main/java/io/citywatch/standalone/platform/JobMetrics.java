package io.citywatch.standalone.platform;

import io.citywatch.streaming.DetectionService;
import io.citywatch.streaming.cluster.JobHealth;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The jobs' metrics. Names and tags are all here. */
public final class JobMetrics {
    private static final String RUNNING = "citywatch.job.running";
    private static final String CHECKPOINT_AGE = "citywatch.job.checkpoint.age";
    private static final String RESUBMISSIONS = "citywatch.job.resubmissions";
    private static final List<String> JOBS = List.of("detection", "history");
    /** One look at the cluster serves a whole page of metrics. */
    private static final long LOOK_AGAIN_NANOS = Duration.ofSeconds(2).toNanos();

    private final DetectionService service;
    private List<JobHealth> seen = List.of();
    private long seenAt;

    private JobMetrics(DetectionService service) {
        this.service = service;
        this.seenAt = System.nanoTime() - LOOK_AGAIN_NANOS - 1;
    }

    public static void bind(DetectionService service, MeterRegistry registry) {
        JobMetrics metrics = new JobMetrics(service);
        for (String job : JOBS) {
            metrics.gauge(registry, RUNNING, job, "1 while every step of the job runs", it -> it.running() ? 1 : 0);
            metrics.gauge(
                    registry, RESUBMISSIONS, job, "how often it had to be started anew", JobHealth::resubmissions);
            Gauge.builder(CHECKPOINT_AGE, metrics, it -> it.read(job, JobMetrics::ageSeconds))
                    .description("since the job's state was last saved")
                    .baseUnit("seconds")
                    .tag("job", job)
                    .strongReference(true)
                    .register(registry);
        }
    }

    private void gauge(
            MeterRegistry registry, String name, String job, String description, ToDoubleFunction<JobHealth> value) {
        Gauge.builder(name, this, it -> it.read(job, value))
                .description(description)
                .tag("job", job)
                .strongReference(true)
                .register(registry);
    }

    private static double ageSeconds(JobHealth health) {
        Duration age = health.checkpointAge();
        return age == null ? Double.NaN : age.toMillis() / 1000.0;
    }

    /** NaN of a job that is not there, as without a history. */
    private double read(String job, ToDoubleFunction<JobHealth> value) {
        return look().stream()
                .filter(health -> health.job().equals(job))
                .mapToDouble(value)
                .findFirst()
                .orElse(Double.NaN);
    }

    private synchronized List<JobHealth> look() {
        if (System.nanoTime() - seenAt > LOOK_AGAIN_NANOS) {
            seen = service.health();
            seenAt = System.nanoTime();
        }
        return seen;
    }
}
