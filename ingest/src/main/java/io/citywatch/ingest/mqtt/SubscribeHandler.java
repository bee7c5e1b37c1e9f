package io.citywatch.ingest.mqtt;

import io.citywatch.ingest.auth.TopicFilter;
import io.citywatch.ingest.auth.TopicRights;
import io.citywatch.ingest.session.Connection;
import io.citywatch.ingest.session.Session;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** Grants what a client may subscribe to, refuses the rest, and tells the platform whether messages reach it. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails ends in exceptionCaught or a closed channel
final class SubscribeHandler extends ChannelInboundHandlerAdapter {
    private static final int FAILURE = 0x80;
    private static final int NOT_AUTHORIZED = 0x87;
    private static final int FILTER_INVALID = 0x8F;
    private static final int QUOTA_EXCEEDED = 0x97;
    private static final int SHARED_NOT_SUPPORTED = 0x9E;
    private static final int NO_SUBSCRIPTION_EXISTED = 0x11;
    private static final int HIGHEST_QOS = 1;
    /** Of an answer with up to 120 codes: its header, its id, and no properties. */
    private static final long ANSWER_OVERHEAD = 5;

    /** Fired after the answer to a SUBSCRIBE, or to a CONNECT that resumes a session: what is owed can be sent. */
    enum Event {
        SUBSCRIBED
    }

    private final Collaborators shared;
    private final Connection connection;

    SubscribeHandler(Collaborators shared, Connection connection) {
        this.shared = shared;
        this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof MqttSubscribeMessage subscribe) {
            subscribe(context, session(), subscribe);
        } else if (message instanceof MqttUnsubscribeMessage unsubscribe) {
            unsubscribe(context, session(), unsubscribe);
        } else {
            context.fireChannelRead(message);
        }
    }

    private void subscribe(ChannelHandlerContext context, Session session, MqttSubscribeMessage subscribe) {
        List<MqttTopicSubscription> asked = subscribe.payload().topicSubscriptions();
        int identifier = PacketProperties.number(
                subscribe.idAndPropertiesVariableHeader().properties(), MqttProperties.SUBSCRIPTION_IDENTIFIER, 0);
        List<Integer> codes = new ArrayList<>(asked.size());
        Set<String> reasons = new LinkedHashSet<>();
        for (MqttTopicSubscription one : asked) {
            int code = grant(session, one, identifier, reasons::add);
            codes.add(code >= FAILURE && !session.limits().mqtt5() ? FAILURE : code);
        }
        MqttProperties why = Replies.withReason(String.join("; ", reasons), session.limits(), codes.size());
        answer(context, Replies.suback(subscribe.variableHeader().messageId(), codes, why), codes.size());
        tellPlatform(session);
        context.fireUserEventTriggered(Event.SUBSCRIBED);
    }

    private int grant(Session session, MqttTopicSubscription asked, int identifier, Consumer<String> reason) {
        TopicFilter filter = TopicFilter.of(asked.topicFilter());
        TopicRights.Subscription verdict = TopicRights.subscribing(session.client(), filter);
        return switch (verdict) {
            case GRANTED -> {
                int qos = Math.min(asked.option().qos().value(), HIGHEST_QOS);
                if (session.subscriptions().add(filter, qos, identifier)) {
                    yield qos;
                }
                reason.accept("too many subscriptions");
                yield QUOTA_EXCEEDED;
            }
            case FOREIGN -> {
                shared.metrics().foreignSubscribe();
                yield refused(session, filter, NOT_AUTHORIZED, "foreign topic", reason);
            }
            case SHARED -> refused(session, filter, SHARED_NOT_SUPPORTED, "shared subscription", reason);
            case INVALID -> refused(session, filter, FILTER_INVALID, "not a filter", reason);
        };
    }

    private int refused(Session session, TopicFilter filter, int code, String why, Consumer<String> reason) {
        shared.records().audit(session.client(), "subscribe", filter.toString(), why, connection.remote());
        reason.accept(why);
        return code;
    }

    private void unsubscribe(ChannelHandlerContext context, Session session, MqttUnsubscribeMessage unsubscribe) {
        List<Integer> codes = new ArrayList<>();
        for (String filter : unsubscribe.payload().topics()) {
            codes.add(session.subscriptions().remove(filter) ? 0 : NO_SUBSCRIPTION_EXISTED);
        }
        answer(
                context,
                Replies.unsuback(
                        unsubscribe.variableHeader().messageId(),
                        session.limits().mqtt5() ? codes : List.of()),
                codes.size());
        tellPlatform(session);
    }

    /** An answer that the client cannot bear is dropped, as if it were sent [MQTT-3.1.2-24, -25]. */
    private void answer(ChannelHandlerContext context, MqttMessage answer, int codes) {
        if (session().limits().bears(ANSWER_OVERHEAD + codes)) {
            context.writeAndFlush(answer);
        }
    }

    /** Whether what the platform publishes to the client reaches it. */
    static boolean isDeliverable(Session session) {
        return session.subscriptions()
                .match(TopicRights.inbox(session.credential()))
                .isPresent();
    }

    private void tellPlatform(Session session) {
        boolean now = isDeliverable(session);
        if (session.changeDeliverable(now)) {
            shared.records().presence(session.client(), session.number(), true, now);
        }
    }

    private Session session() {
        return Objects.requireNonNull(connection.session(), "a session before a SUBSCRIBE");
    }
}
