package io.citywatch.streaming.history;

/**
 * Where a device stands, from the registry.
 *
 * @param registered false once it was withdrawn; then the rest says nothing
 * @param mobile whether it carries its own position, so that this one says nothing
 */
public record ReaderPlace(String device, boolean registered, boolean mobile, double lat, double lon) {}
