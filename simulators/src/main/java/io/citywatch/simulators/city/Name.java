package io.citywatch.simulators.city;

/**
 * A name in both languages of the city.
 *
 * @param zh in Chinese
 * @param en in English
 */
public record Name(String zh, String en) {}
