package io.citywatch.streaming.rules;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is remembered of one terminal while a fall can be cancelled and a repeat can come. */
public record TerminalFalls(List<PendingFall> pending, List<SeenMessage> seen) {
    public static final TerminalFalls NONE = new TerminalFalls(List.of(), List.of());

    public boolean isNothing() {
        return pending.isEmpty() && seen.isEmpty();
    }

    /** When event time must wake the rule. */
    public Set<Long> eventTimes() {
        return Stream.concat(
                        pending.stream().map(PendingFall::endsAt), seen.stream().map(SeenMessage::forgottenAt))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** When the clock must wake the rule. */
    public Set<Long> clockTimes() {
        return pending.stream().map(PendingFall::endsAtTheLatest).collect(Collectors.toUnmodifiableSet());
    }
}
