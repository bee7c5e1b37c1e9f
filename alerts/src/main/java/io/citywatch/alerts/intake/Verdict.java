package io.citywatch.alerts.intake;

/** What a detection means. */
enum Verdict {
    /** Known, old, or without meaning now. */
    IGNORE,
    /** The same message again: shown in the timeline, not counted. */
    REPEAT,
    /** Opens, feeds or re-opens. */
    COUNT,
    /** Its evidence was received before the last closing: shown in the timeline. */
    NOTE,
    /** Changes what was raised before. */
    UPDATE,
    /** The condition ceased. */
    CLEAR,
    /** The condition of something that has not come yet ceased. */
    REMEMBER_CLEAR
}
