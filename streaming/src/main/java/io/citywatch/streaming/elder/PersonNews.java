package io.citywatch.streaming.elder;

import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.rules.ActivityReport;
import io.citywatch.streaming.rules.Call;
import io.citywatch.streaming.rules.FixReport;
import io.citywatch.streaming.rules.RegisteredElder;
import io.citywatch.streaming.rules.StateReport;
import io.citywatch.streaming.rules.VitalsReport;
import org.jspecify.annotations.Nullable;

/**
 * Something new of a person, or of a terminal that is nobody's: exactly one of what it names.
 *
 * @param subjectType who it is about; a terminal until its person is known
 */
public record PersonNews(
        String subjectType,
        String subjectId,
        @Nullable Call call,
        @Nullable VitalsReport vitals,
        @Nullable ActivityReport activity,
        @Nullable FixReport fix,
        @Nullable StateReport state,
        @Nullable RegisteredElder registered) {
    static PersonNews of(Call call) {
        return new PersonNews(Subject.DEVICE, call.device(), call, null, null, null, null, null);
    }

    static PersonNews of(VitalsReport vitals) {
        return new PersonNews(Subject.DEVICE, vitals.device(), null, vitals, null, null, null, null);
    }

    static PersonNews of(ActivityReport activity) {
        return new PersonNews(Subject.DEVICE, activity.device(), null, null, activity, null, null, null);
    }

    static PersonNews of(FixReport fix) {
        return new PersonNews(Subject.DEVICE, fix.device(), null, null, null, fix, null, null);
    }

    static PersonNews of(StateReport state) {
        return new PersonNews(Subject.DEVICE, state.device(), null, null, null, null, state, null);
    }

    static PersonNews of(RegisteredElder registered) {
        return new PersonNews(Subject.PERSON, registered.elder(), null, null, null, null, null, registered);
    }

    /** The same, now that it is known whose the terminal is. */
    PersonNews of(String elder) {
        return new PersonNews(Subject.PERSON, elder, call, vitals, activity, fix, state, registered);
    }

    /** A person and a terminal of the same name stay apart. */
    String key() {
        return subjectType + "/" + subjectId;
    }

    Subject subject() {
        return new Subject(subjectType, subjectId);
    }
}
