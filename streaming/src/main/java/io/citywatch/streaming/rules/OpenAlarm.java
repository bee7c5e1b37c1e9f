package io.citywatch.streaming.rules;

/** The newest alarm of a detector: the id of its S1 and that detection's revision. */
public record OpenAlarm(String id, long revision) {}
