package io.citywatch.standalone.score;

import io.citywatch.streaming.io.LogEvent;
import io.citywatch.streaming.io.RegistryRecord;
import io.citywatch.streaming.replay.Recording;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.StreamSupport;

/** Some hours of a recording; what the registries learnt before holds. */
record PartOfDay(Recording whole, Instant first, Instant last) implements Recording {
    @Override
    public Iterator<LogEvent> events() {
        return part(whole.events());
    }

    @Override
    public Iterator<LogEvent> bulk() {
        return part(whole.bulk());
    }

    @Override
    public List<RegistryRecord> devices() {
        return whole.devices();
    }

    @Override
    public List<RegistryRecord> elders() {
        return until(whole.elders());
    }

    @Override
    public List<RegistryRecord> areas() {
        return whole.areas();
    }

    @Override
    public List<RegistryRecord> vehicles() {
        return until(whole.vehicles());
    }

    @Override
    public List<RegistryRecord> stolen() {
        return until(whole.stolen());
    }

    @Override
    public List<RegistryRecord> deadLetters() {
        return until(whole.deadLetters()).stream()
                .filter(letter -> letter.loggedAt() >= first.toEpochMilli())
                .toList();
    }

    private Iterator<LogEvent> part(Iterator<LogEvent> lane) {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(lane, Spliterator.ORDERED), false)
                .dropWhile(event -> event.at() < first.toEpochMilli())
                .takeWhile(event -> event.at() <= last.toEpochMilli())
                .iterator();
    }

    private List<RegistryRecord> until(List<RegistryRecord> entries) {
        return entries.stream()
                .filter(entry -> entry.loggedAt() <= last.toEpochMilli())
                .toList();
    }
}
