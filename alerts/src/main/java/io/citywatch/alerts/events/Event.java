package io.citywatch.alerts.events;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One change, in the order of publishing.
 *
 * @param number counts from 1 within this process
 * @param type {@code incident}, {@code offer}, {@code position}, {@code device}
 * @param body what the rights are judged by
 * @param json the body as it is sent, one line
 */
public record Event(long number, String type, JsonNode body, String json) {}
