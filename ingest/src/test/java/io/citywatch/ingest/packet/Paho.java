package io.citywatch.ingest.packet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttConnect;
import org.eclipse.paho.mqttv5.common.packet.MqttDisconnect;
import org.eclipse.paho.mqttv5.common.packet.MqttPingReq;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.MqttPubAck;
import org.eclipse.paho.mqttv5.common.packet.MqttPubComp;
import org.eclipse.paho.mqttv5.common.packet.MqttPubRec;
import org.eclipse.paho.mqttv5.common.packet.MqttPubRel;
import org.eclipse.paho.mqttv5.common.packet.MqttPublish;
import org.eclipse.paho.mqttv5.common.packet.MqttSubscribe;
import org.eclipse.paho.mqttv5.common.packet.MqttUnsubscribe;
import org.eclipse.paho.mqttv5.common.packet.MqttWireMessage;

/** Every packet of a client, as Paho's two clients put it on the wire; but AUTH, whose reserved flags it sets wrong. */
public final class Paho {
    private static final String ID = "terminal";
    private static final String STATE = "devices/terminal/state";

    private Paho() {}

    public static Stream<MqttWireMessage> ofMqtt5() throws Exception {
        MqttProperties session = new MqttProperties();
        session.setSessionExpiryInterval(3_600L);
        session.setReceiveMaximum(20);
        MqttProperties will = new MqttProperties();
        will.setWillDelayInterval(7L);
        MqttConnect connect = new MqttConnect(ID, 5, false, 90, session, will);
        connect.setUserName(ID);
        connect.setPassword("secret".getBytes(StandardCharsets.UTF_8));
        connect.setWillDestination(STATE);
        connect.setWillMessage(message(1));
        MqttProperties content = new MqttProperties();
        content.setContentType("application/json");
        content.setTopicAlias(1);
        MqttProperties none = new MqttProperties();
        MqttPublish publish = new MqttPublish(STATE, message(2), content);
        publish.setMessageId(1);
        MqttSubscribe subscribe = new MqttSubscribe(new MqttSubscription("devices/terminal/#", 2), none);
        subscribe.setMessageId(2);
        MqttUnsubscribe unsubscribe = new MqttUnsubscribe(new String[] {"devices/terminal/#"}, none);
        unsubscribe.setMessageId(3);
        return Stream.of(
                connect,
                publish,
                new MqttPubAck(0, 4, none),
                new MqttPubRec(0, 5, none),
                new MqttPubRel(0, 6, none),
                new MqttPubComp(0, 7, none),
                subscribe,
                unsubscribe,
                new MqttPingReq(),
                new MqttDisconnect(0, none));
    }

    public static Stream<org.eclipse.paho.client.mqttv3.internal.wire.MqttWireMessage> ofMqtt311() throws Exception {
        org.eclipse.paho.client.mqttv3.MqttMessage message =
                new org.eclipse.paho.client.mqttv3.MqttMessage("{}".getBytes(StandardCharsets.UTF_8));
        message.setQos(2);
        var publish = new org.eclipse.paho.client.mqttv3.internal.wire.MqttPublish(STATE, message);
        publish.setMessageId(1);
        var subscribe = new org.eclipse.paho.client.mqttv3.internal.wire.MqttSubscribe(
                new String[] {STATE, "devices/terminal/#"}, new int[] {1, 2});
        subscribe.setMessageId(2);
        var unsubscribe = new org.eclipse.paho.client.mqttv3.internal.wire.MqttUnsubscribe(new String[] {STATE});
        unsubscribe.setMessageId(3);
        var received = new org.eclipse.paho.client.mqttv3.internal.wire.MqttPubRec(publish);
        return Stream.of(
                new org.eclipse.paho.client.mqttv3.internal.wire.MqttConnect(
                        ID, 4, true, 60, ID, "secret".toCharArray(), message, STATE),
                publish,
                new org.eclipse.paho.client.mqttv3.internal.wire.MqttPubAck(4),
                received,
                new org.eclipse.paho.client.mqttv3.internal.wire.MqttPubRel(received),
                new org.eclipse.paho.client.mqttv3.internal.wire.MqttPubComp(5),
                subscribe,
                unsubscribe,
                new org.eclipse.paho.client.mqttv3.internal.wire.MqttPingReq(),
                new org.eclipse.paho.client.mqttv3.internal.wire.MqttDisconnect());
    }

    public static byte[] bytes(MqttWireMessage message) {
        try {
            return joined(message.getHeader(), message.getPayload());
        } catch (org.eclipse.paho.mqttv5.common.MqttException e) {
            throw new IllegalStateException(e);
        }
    }

    public static byte[] bytes(org.eclipse.paho.client.mqttv3.internal.wire.MqttWireMessage message) {
        try {
            return joined(message.getHeader(), message.getPayload());
        } catch (org.eclipse.paho.client.mqttv3.MqttException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MqttMessage message(int qos) {
        MqttMessage message = new MqttMessage("{}".getBytes(StandardCharsets.UTF_8));
        message.setQos(qos);
        return message;
    }

    private static byte[] joined(byte[] header, byte[] payload) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            bytes.write(header);
            bytes.write(payload);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }
}
