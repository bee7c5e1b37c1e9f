package io.citywatch.alerts.notify;

import io.citywatch.model.registry.Channel;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who is to be reached, with what they have and want.
 *
 * @param phone as it was registered
 * @param wants channels beside the app; every one if null
 * @param app whether the app is there
 */
public record Addressee(
        String responder, @Nullable String phone, @Nullable Set<Channel> wants, App app) {
    private static final Pattern DECORATION = Pattern.compile("[\\s().-]");
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]{5,20}");

    /** What the gateways say of a person's app. */
    public enum App {
        /** Connected and subscribed. */
        THERE,
        /** Not connected, or connected without having subscribed: nothing would arrive. */
        AWAY,
        /** No gateway ever said: tried like one that is there. */
        UNKNOWN
    }

    /** Nobody of whom the registry knows. */
    static Addressee unknown(String responder) {
        return new Addressee(responder, null, null, App.UNKNOWN);
    }

    /** The number to dial; none if there is none that can be. */
    Optional<String> number() {
        return Optional.ofNullable(phone)
                .map(text -> DECORATION.matcher(text).replaceAll(""))
                .filter(text -> NUMBER.matcher(text).matches());
    }

    boolean wants(Channel channel) {
        return wants == null || wants.contains(channel);
    }

    /** Never the number. */
    @Override
    public String toString() {
        return "Addressee[" + responder + "]";
    }
}
