package io.citywatch.streaming.rules.health;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.streaming.rules.Cells;
import io.citywatch.streaming.rules.MessageStamp;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * D4, for the city: many devices of one area lost power or fell silent together. Ten devices of a cell of 500 m and its
 * neighbours within 10 min make an outage; whatever is out in its cells or beside them joins it, and two that come to
 * touch become one. Every detection of a single device goes on, and names the outage while that is open.
 *
 * <p>A signal looks at nine cells, and an outage spreads by breadth-first search over cells, so the cost is that of the
 * devices around, not of the city.
 */
public final class Outages implements Serializable {
    private final int devices;
    private final int overBelow;
    private final long window;
    private final long updateEvery;
    private final double cellMeters;

    public Outages(HealthParameters parameters) {
        devices = parameters.outageDevices();
        overBelow = parameters.outageOverBelow();
        window = parameters.outageWindow().toMillis();
        updateEvery = parameters.outageUpdateEvery().toMillis();
        cellMeters = parameters.outageCellMeters();
    }

    public List<Detection> take(OutageMemory memory, FaultSignal signal, Instant now) {
        Detection told = signal.told();
        if (signal.lat() == null || signal.lon() == null) {
            return told == null ? List.of() : List.of(told);
        }
        long cell = new Cells(cellMeters).cellOf(signal.lat(), signal.lon());
        List<Detection> said = new ArrayList<>();
        Fault before = find(memory, cell, signal.device());
        Fault after = Fault.after(before, signal, told);
        replace(memory, cell, signal.device(), after);
        if (after == null) {
            if (before != null && before.outage() != null) {
                leave(memory, before.outage(), signal, now, said);
            }
        } else if (after.outage() == null) {
            gather(memory, cell, after, signal, told, now, said);
        }
        if (told != null) {
            Fault placed = find(memory, cell, signal.device());
            said.add(placed == null ? told : named(told, placed.outage()));
        }
        return said;
    }

    /** Event time came to {@code eventTime}: tells of what has grown. */
    public List<Detection> atEventTime(OutageMemory memory, long eventTime, Instant now) {
        List<Detection> said = new ArrayList<>();
        for (OpenOutage outage : memory.outages()) {
            if (outage.grown() && outage.saidAt() + updateEvery <= eventTime) {
                OpenOutage next = outage.said(eventTime);
                memory.remember(next);
                said.add(OutageReport.of(next, faultsOf(memory, next)).say(Phase.UPDATED, eventTime, List.of(), now));
            }
        }
        return said;
    }

    /** A new fault joins the outage in or beside its cell, or makes one with those around it. */
    private void gather(
            OutageMemory memory,
            long cell,
            Fault fault,
            FaultSignal signal,
            @Nullable Detection told,
            Instant now,
            List<Detection> said) {
        OpenOutage outage = beside(memory, cell).orElse(null);
        if (outage == null) {
            if (loneAround(memory, cell, fault.at()) < devices) {
                return;
            }
            String id = signal.newest().episodeId(Rule.D4, Long.toString(cell));
            outage = new OpenOutage(
                    id,
                    signal.newest().loggedAt(),
                    signal.at(),
                    signal.at(),
                    false,
                    List.of(),
                    List.of(),
                    0,
                    signal.newest());
        }
        OpenOutage grown = spread(memory, outage, cell, fault.at(), signal.newest(), told, now, said);
        boolean isNew = memory.outages().stream().noneMatch(one -> one.id().equals(grown.id()));
        if (isNew) {
            OpenOutage raised = grown.said(signal.at());
            memory.remember(raised);
            said.add(OutageReport.of(raised, faultsOf(memory, raised))
                    .say(Phase.RAISED, signal.at(), raised.causes(), now));
        } else {
            memory.remember(grown);
            memory.wakeAt(grown.saidAt() + updateEvery);
        }
    }

    /** Lets everything lone and recent that touches the outage join it, from one cell on. */
    private OpenOutage spread(
            OutageMemory memory,
            OpenOutage outage,
            long from,
            long at,
            MessageStamp stamp,
            @Nullable Detection told,
            Instant now,
            List<Detection> said) {
        Set<Long> cells = new LinkedHashSet<>(outage.cells());
        Set<String> causes = new LinkedHashSet<>(outage.causes());
        Set<String> touched = new LinkedHashSet<>();
        Set<Long> looked = new LinkedHashSet<>();
        Deque<Long> toLook = new ArrayDeque<>(List.of(from));
        int joined = 0;
        while (!toLook.isEmpty()) {
            for (long cell : Cells.around(toLook.remove())) {
                if (!looked.add(cell)) {
                    continue;
                }
                List<Fault> faults = new ArrayList<>(memory.faultsIn(cell));
                int joinedHere = 0;
                for (int i = 0; i < faults.size(); i++) {
                    Fault fault = faults.get(i);
                    if (fault.outage() == null && fault.at() >= at - window) {
                        faults.set(i, fault.in(outage.id()));
                        fault.told().stream()
                                .filter(id -> told == null || !id.equals(told.id()))
                                .forEach(causes::add);
                        joinedHere++;
                    } else if (fault.outage() != null && !fault.outage().equals(outage.id())) {
                        touched.add(fault.outage());
                    }
                }
                if (joinedHere > 0) {
                    memory.remember(cell, faults);
                    cells.add(cell);
                    toLook.add(cell);
                    joined += joinedHere;
                }
            }
        }
        OpenOutage grown = outage.joinedBy(List.copyOf(cells), List.copyOf(causes), joined, stamp);
        return merge(memory, grown, touched, now, said);
    }

    /** Outages that came to touch become the oldest of them, which takes over what the others hold. */
    private static OpenOutage merge(
            OutageMemory memory, OpenOutage grown, Set<String> touched, Instant now, List<Detection> said) {
        List<OpenOutage> known = memory.outages();
        List<OpenOutage> all = new ArrayList<>(List.of(grown));
        known.stream().filter(outage -> touched.contains(outage.id())).forEach(all::add);
        all.sort(Comparator.comparingLong(OpenOutage::startedAt).thenComparing(OpenOutage::id));
        OpenOutage oldest = all.get(0);
        for (OpenOutage other : all.subList(1, all.size())) {
            assign(memory, other, oldest.id());
            Set<Long> cells = new LinkedHashSet<>(oldest.cells());
            cells.addAll(other.cells());
            Set<String> causes = new LinkedHashSet<>(oldest.causes());
            causes.addAll(other.causes());
            boolean wasRaised = known.stream().anyMatch(one -> one.id().equals(other.id()));
            if (wasRaised) {
                causes.add(other.id());
                memory.forget(other);
                said.add(OutageReport.of(other, List.of())
                        .say(Phase.CLEARED, oldest.startedAt(), List.of(oldest.id()), now));
            }
            oldest = oldest.joinedBy(List.copyOf(cells), List.copyOf(causes), other.out(), other.newest());
        }
        return oldest;
    }

    private static void assign(OutageMemory memory, OpenOutage from, @Nullable String to) {
        for (long cell : from.cells()) {
            List<Fault> faults = memory.faultsIn(cell).stream()
                    .map(fault -> from.id().equals(fault.outage()) ? fault.in(to) : fault)
                    .toList();
            memory.remember(cell, faults);
        }
    }

    private void leave(OutageMemory memory, String id, FaultSignal signal, Instant now, List<Detection> said) {
        for (OpenOutage outage : memory.outages()) {
            if (!outage.id().equals(id)) {
                continue;
            }
            OpenOutage left = outage.leftBy(signal.newest());
            if (left.out() >= overBelow) {
                memory.remember(left);
                return;
            }
            List<Fault> rest = faultsOf(memory, left);
            assign(memory, left, null);
            memory.forget(left);
            said.add(OutageReport.of(left, rest).say(Phase.CLEARED, signal.at(), List.of(), now));
        }
    }

    private static Optional<OpenOutage> beside(OutageMemory memory, long cell) {
        Set<String> ids = new LinkedHashSet<>();
        for (long near : Cells.around(cell)) {
            for (Fault fault : memory.faultsIn(near)) {
                if (fault.outage() != null) {
                    ids.add(fault.outage());
                }
            }
        }
        return ids.isEmpty()
                ? Optional.empty()
                : memory.outages().stream()
                        .filter(outage -> ids.contains(outage.id()))
                        .min(Comparator.comparingLong(OpenOutage::startedAt).thenComparing(OpenOutage::id));
    }

    private int loneAround(OutageMemory memory, long cell, long at) {
        int lone = 0;
        for (long near : Cells.around(cell)) {
            for (Fault fault : memory.faultsIn(near)) {
                if (fault.outage() == null && Math.abs(fault.at() - at) <= window) {
                    lone++;
                }
            }
        }
        return lone;
    }

    private static List<Fault> faultsOf(OutageMemory memory, OpenOutage outage) {
        List<Fault> faults = new ArrayList<>();
        for (long cell : outage.cells()) {
            for (Fault fault : memory.faultsIn(cell)) {
                if (outage.id().equals(fault.outage())) {
                    faults.add(fault);
                }
            }
        }
        return faults;
    }

    private static @Nullable Fault find(OutageMemory memory, long cell, String device) {
        return memory.faultsIn(cell).stream()
                .filter(fault -> fault.device().equals(device))
                .findFirst()
                .orElse(null);
    }

    private static void replace(OutageMemory memory, long cell, String device, @Nullable Fault fault) {
        List<Fault> faults = new ArrayList<>(memory.faultsIn(cell));
        faults.removeIf(one -> one.device().equals(device));
        if (fault != null) {
            faults.add(fault);
        }
        memory.remember(cell, faults);
    }

    private static Detection named(Detection told, @Nullable String outage) {
        if (outage == null || told.phase() == Phase.CLEARED) {
            return told;
        }
        List<String> causes = new ArrayList<>(told.causes());
        causes.add(outage);
        return new Detection(
                told.id(),
                told.revision(),
                told.rule(),
                told.phase(),
                told.severity(),
                told.subject(),
                told.key(),
                told.devices(),
                told.position(),
                told.at(),
                told.device(),
                told.identity(),
                told.evidence(),
                causes,
                told.stages());
    }
}
