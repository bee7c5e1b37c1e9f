package io.citywatch.alerts.history;

/** The store that is configured. */
public record HistoryAccess(History history, HistoryEraser eraser, Runnable closing) implements AutoCloseable {
    /** Connects when it is first asked, so that a history that is away keeps nothing from starting. */
    public static HistoryAccess open(HistoryConfig config) {
        return switch (config.type()) {
            case QUESTDB -> {
                QuestHistory quest = new QuestHistory(config);
                yield new HistoryAccess(quest, quest, () -> {});
            }
            case INFLUXQL -> {
                InfluxQlHistory influx = new InfluxQlHistory(config);
                yield new HistoryAccess(influx, influx, influx::close);
            }
        };
    }

    @Override
    public void close() {
        closing.run();
    }
}
