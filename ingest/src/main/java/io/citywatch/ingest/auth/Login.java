package io.citywatch.ingest.auth;

import io.citywatch.model.registry.Credential;

/** What became of a login: accepted with the credential that holds, or refused with the reason. */
public sealed interface Login {
    /** @param credential who it is */
    record Accepted(Credential credential) implements Login {}

    /** @param refusal why not */
    record Refused(Refusal refusal) implements Login {}
}
