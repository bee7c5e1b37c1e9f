package io.citywatch.alerts.access;

/**
 * Who calls.
 *
 * @param name the account, or the responder's id
 */
public record Person(String name, Role role) {
    /** True if this is the responder of that id. */
    public boolean isResponder(String id) {
        return role == Role.RESPONDER && name.equals(id);
    }
}
