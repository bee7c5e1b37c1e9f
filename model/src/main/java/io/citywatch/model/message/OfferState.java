package io.citywatch.model.message;

/** The state of an offer as its responder sees it. */
public enum OfferState {
    OFFERED,
    ACCEPTED,
    DECLINED,
    EXPIRED,
    WITHDRAWN
}
