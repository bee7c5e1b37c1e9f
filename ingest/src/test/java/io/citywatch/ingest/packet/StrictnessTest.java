package io.citywatch.ingest.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client must not send, by the statement of the standard that says so; packets as {@link PacketText}. */
class StrictnessTest {
    private static final String HEAD_3 = "'MQTT' 04 ";
    private static final String HEAD_5 = "'MQTT' 05 ";

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            # statement of 3.1.1  | packet                                        | kind
            1.5.3-1               | 30 0003 61ED A080                             | MALFORMED
            1.5.3-1 surrogate     | 30 0005 61EDA080 62                           | MALFORMED
            1.5.3-1 overlong      | 30 0003 61C0AF                                | MALFORMED
            1.5.3-1 of three      | 30 0004 61E080AF                              | MALFORMED
            1.5.3-2               | 30 0003 610062                                | MALFORMED
            1.5.3 control         | 30 0003 610A62                                | MALFORMED
            1.5.3 noncharacter    | 30 0004 61EFBFBF                              | MALFORMED
            2.2.2-1 SUBSCRIBE     | 83 0001 'a' 01                                | MALFORMED
            2.2.2-2 PUBREL        | 60 0001                                       | MALFORMED
            2.2.2-2 PUBACK        | 42 0001                                       | MALFORMED
            2.2.2-2 PUBREC        | 51 0001                                       | MALFORMED
            2.2.2-2 PUBCOMP       | 78 0001                                       | MALFORMED
            2.2.2-2 PINGREQ       | C1                                            | MALFORMED
            2.2.1 type 0          | 00                                            | MALFORMED
            2.2.1 type 15         | F0                                            | MALFORMED
            2.2.1 CONNACK         | 20 0000                                       | PROTOCOL_ERROR
            2.2.1 SUBACK          | 90 0001 00                                    | PROTOCOL_ERROR
            2.2.1 UNSUBACK        | B0 0001                                       | PROTOCOL_ERROR
            2.2.1 PINGRESP        | D0                                            | PROTOCOL_ERROR
            2.3.1-1 PUBLISH       | 32 'a' 0000 7B7D                              | PROTOCOL_ERROR
            2.3.1-1 PUBLISH QoS 2 | 34 'a' 0000                                   | PROTOCOL_ERROR
            2.3.1-1 SUBSCRIBE     | 82 0000 'a' 01                                | PROTOCOL_ERROR
            2.3.1-1 UNSUBSCRIBE   | A2 0000 'a'                                   | PROTOCOL_ERROR
            2.3.1-1 PUBACK        | 40 0000                                       | PROTOCOL_ERROR
            2.3.1-1 none          | 32 'a/b'                                      | MALFORMED
            3.1.0-2               | 10 'MQTT' 04 02 003C 'a'                      | PROTOCOL_ERROR
            3.3.1-2               | 38 'a'                                        | MALFORMED
            3.3.1-4               | 36 'a' 0001                                   | MALFORMED
            3.3.1-4 with DUP      | 3E 'a' 0001                                   | MALFORMED
            3.3.2-1 none          | 30                                            | MALFORMED
            3.3.2-1 cut short     | 30 0005 61                                    | MALFORMED
            3.3.2-2 #             | 30 'a/#'                                      | MALFORMED
            3.3.2-2 +             | 30 'a/+/b'                                    | MALFORMED
            4.7.3-1 topic         | 30 '' 7B7D                                    | PROTOCOL_ERROR
            3.4 too short         | 40 00                                         | MALFORMED
            3.4 too long          | 40 0001 00                                    | MALFORMED
            3.5 too long          | 50 0001 00                                    | MALFORMED
            3.6.1-1               | 61 0001                                       | MALFORMED
            3.6 too long          | 62 0001 00                                    | MALFORMED
            3.7 too long          | 70 0001 00                                    | MALFORMED
            3.8.1-1               | 80 0001 'a' 01                                | MALFORMED
            3.8.3-1               | 82 0001 0001 FF 01                            | MALFORMED
            3.8.3-3               | 82 0001                                       | PROTOCOL_ERROR
            3.8.3-4 QoS 3         | 82 0001 'a' 03                                | PROTOCOL_ERROR
            3.8.3-4 bit 2         | 82 0001 'a' 04                                | MALFORMED
            3.8.3-4 bit 7         | 82 0001 'a' 80                                | MALFORMED
            3.8.3-4 in the second | 82 0001 'a' 01 'b' 11                         | MALFORMED
            3.8.3 no options      | 82 0001 'a'                                   | MALFORMED
            3.10.1-1              | A0 0001 'a'                                   | MALFORMED
            3.10.3-1              | A2 0001 0002 C328                             | MALFORMED
            3.10.3-2              | A2 0001                                       | PROTOCOL_ERROR
            3.12 a body           | C0 00                                         | MALFORMED
            3.14.1-1              | E1                                            | MALFORMED
            3.14 a body           | E0 00                                         | MALFORMED
            4.7.1-1               | 30 '+'                                        | MALFORMED
            4.7.1-2               | 82 0001 'a/#/b' 01                            | MALFORMED
            4.7.1-2 in a level    | 82 0001 'a/b#' 01                             | MALFORMED
            4.7.1-3               | 82 0001 'a/b+' 01                             | MALFORMED
            4.7.1-3 unsubscribe   | A2 0001 '+b'                                  | MALFORMED
            4.7.3-1 filter        | 82 0001 '' 01                                 | MALFORMED
            4.7.3-2               | 82 0001 0002 6100 01                          | MALFORMED
            """)
    void refusesInMqtt311(String statement, String packet, Fault.Kind kind) {
        assertRefused(packet, new Greeting(false, true), kind);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            # statement of 5.0    | packet                                        | kind
            1.5.4-1               | 30 0005 61EDA080 62 ()                        | MALFORMED
            1.5.4-1 in a property | 30 'a' (03 0002 C328)                         | MALFORMED
            1.5.4-2               | 30 0003 610062 ()                             | MALFORMED
            1.5.4-2 in a property | 30 'a' (03 0001 00)                           | MALFORMED
            1.5.4 control         | 30 0003 617F62 ()                             | MALFORMED
            1.5.4 C1 control      | 30 0003 61C285 ()                             | MALFORMED
            1.5.5-1               | 30 'a' 8000                                   | MALFORMED
            1.5.5-1 in a property | 82 0001 (0B 8100) 'a' 01                      | MALFORMED
            1.5.5 five bytes      | 82 0001 (0B FFFFFFFF01) 'a' 01                | MALFORMED
            1.5.7-1 key           | 30 'a' (26 0001 00 'b')                       | MALFORMED
            1.5.7-1 value         | 30 'a' (26 'b' 0001 FF)                       | MALFORMED
            2.1.2 type 0          | 00                                            | MALFORMED
            2.1.2 CONNACK         | 20 0000 ()                                    | PROTOCOL_ERROR
            2.1.2 SUBACK          | 90 0001 () 00                                 | PROTOCOL_ERROR
            2.1.2 UNSUBACK        | B0 0001 () 00                                 | PROTOCOL_ERROR
            2.1.2 PINGRESP        | D0                                            | PROTOCOL_ERROR
            2.1.3-1 PUBACK        | 41 0001                                       | MALFORMED
            2.1.3-1 PUBREC        | 52 0001                                       | MALFORMED
            2.1.3-1 PUBCOMP       | 72 0001                                       | MALFORMED
            2.1.3-1 PINGREQ       | C8                                            | MALFORMED
            2.2.1-3 PUBLISH       | 32 'a' 0000 ()                                | PROTOCOL_ERROR
            2.2.1-3 SUBSCRIBE     | 82 0000 () 'a' 01                             | PROTOCOL_ERROR
            2.2.1-3 UNSUBSCRIBE   | A2 0000 () 'a'                                | PROTOCOL_ERROR
            2.2.1-3 PUBREL        | 62 0000                                       | PROTOCOL_ERROR
            2.2.2-1 PUBLISH       | 30 'a'                                        | MALFORMED
            2.2.2-1 SUBSCRIBE     | 82 0001                                       | MALFORMED
            2.2.2 past the end    | 30 'a' 05 01 00                               | MALFORMED
            2.2.2 past its length | 30 'a' 02 0300 0161                           | MALFORMED
            2.2.2.2 unknown       | 30 'a' (7F 00)                                | MALFORMED
            2.2.2.2 id 0          | 30 'a' (00 00)                                | MALFORMED
            2.2.2.2 of CONNECT    | 30 'a' (21 0001)                              | MALFORMED
            2.2.2.2 of CONNACK    | 30 'a' (24 01)                                | MALFORMED
            2.2.2.2 of a will     | 30 'a' (18 00000001)                          | MALFORMED
            2.2.2.2 SUBSCRIBE     | 82 0001 (23 0001) 'a' 01                      | MALFORMED
            2.2.2.2 UNSUBSCRIBE   | A2 0001 (0B 01) 'a'                           | MALFORMED
            2.2.2.2 PUBACK        | 40 0001 00 (01 00)                            | MALFORMED
            2.2.2.2 DISCONNECT    | E0 00 (21 0001)                               | MALFORMED
            3.1.0-2               | 10 'MQTT' 05 02 003C () 'a'                   | PROTOCOL_ERROR
            3.3.1-2               | 38 'a' ()                                     | MALFORMED
            3.3.1-4               | 36 'a' 0001 ()                                | MALFORMED
            3.3.2-1               | 30 0005 61                                    | MALFORMED
            3.3.2-2 #             | 30 '#' ()                                     | MALFORMED
            3.3.2-2 +             | 30 '+/a' ()                                   | MALFORMED
            3.3.2-8               | 30 'a' (23 0000)                              | TOPIC_ALIAS_INVALID
            3.3.2-13              | 30 'a' (08 0001 FF)                           | MALFORMED
            3.3.2-14              | 30 'a' (08 'a/#')                             | MALFORMED
            3.3.2-19              | 30 'a' (03 0001 FF)                           | MALFORMED
            3.3.2.1 no topic      | 30 '' ()                                      | PROTOCOL_ERROR
            3.3.2.3.2 twice       | 30 'a' (01 00 01 00)                          | PROTOCOL_ERROR
            3.3.2.3.2 value       | 30 'a' (01 02)                                | PROTOCOL_ERROR
            3.3.2.3.3 twice       | 30 'a' (02 00000001 02 00000001)              | PROTOCOL_ERROR
            3.3.2.3.3 cut short   | 30 'a' (02 0001)                              | MALFORMED
            3.3.2.3.4 twice       | 30 'a' (23 0001 23 0001)                      | PROTOCOL_ERROR
            3.3.2.3.5 twice       | 30 'a' (08 'b' 08 'b')                        | PROTOCOL_ERROR
            3.3.2.3.6 twice       | 30 'a' (09 'b' 09 'b')                        | PROTOCOL_ERROR
            3.3.2.3.9 twice       | 30 'a' (03 'b' 03 'b')                        | PROTOCOL_ERROR
            3.3.4-6               | 30 'a' (0B 01)                                | PROTOCOL_ERROR
            3.4.2-1               | 40 0001 01                                    | PROTOCOL_ERROR
            3.4.2-1 a server's    | 40 0001 10                                    | PROTOCOL_ERROR
            3.4.2-1 of PUBREL     | 40 0001 92                                    | PROTOCOL_ERROR
            3.4.2 reason twice    | 40 0001 00 (1F 'a' 1F 'b')                    | PROTOCOL_ERROR
            3.4 bytes left over   | 40 0001 00 () 00                              | MALFORMED
            3.5.2-1               | 50 0001 92                                    | PROTOCOL_ERROR
            3.6.1-1               | 60 0001                                       | MALFORMED
            3.6.2-1               | 62 0001 80                                    | PROTOCOL_ERROR
            3.7.2-1               | 70 0001 10                                    | PROTOCOL_ERROR
            3.8.1-1               | 80 0001 () 'a' 01                             | MALFORMED
            3.8.2.1.2 value       | 82 0001 (0B 00) 'a' 01                        | PROTOCOL_ERROR
            3.8.2.1.2 twice       | 82 0001 (0B 01 0B 02) 'a' 01                  | PROTOCOL_ERROR
            3.8.3-1               | 82 0001 () 0001 FF 01                         | MALFORMED
            3.8.3-2               | 82 0001 ()                                    | PROTOCOL_ERROR
            3.8.3-4               | 82 0001 () '$share/g/a' 05                    | PROTOCOL_ERROR
            3.8.3-5 bit 6         | 82 0001 () 'a' 41                             | MALFORMED
            3.8.3-5 bit 7         | 82 0001 () 'a' 81                             | MALFORMED
            3.8.3.1 QoS 3         | 82 0001 () 'a' 03                             | PROTOCOL_ERROR
            3.8.3.1 retain 3      | 82 0001 () 'a' 31                             | PROTOCOL_ERROR
            3.8.3 no options      | 82 0001 () 'a'                                | MALFORMED
            3.10.1-1              | A0 0001 () 'a'                                | MALFORMED
            3.10.3-1              | A2 0001 () 0001 FF                            | MALFORMED
            3.10.3-2              | A2 0001 ()                                    | PROTOCOL_ERROR
            3.12 a body           | C0 00                                         | MALFORMED
            3.14.1-1              | E4 00                                         | MALFORMED
            3.14.2-1              | E0 01                                         | PROTOCOL_ERROR
            3.14.2-1 a server's   | E0 8E                                         | PROTOCOL_ERROR
            3.14.2 a server's     | E0 00 (1C 'b')                                | MALFORMED
            3.14.2.2.2 raised     | E0 00 (11 00000001)                           | PROTOCOL_ERROR
            3.14.2.2.2 twice      | E0 00 (11 00000000 11 00000000)               | PROTOCOL_ERROR
            3.14 bytes left over  | E0 00 () 00                                   | MALFORMED
            3.15.1-1              | F1 18 (15 'a')                                | MALFORMED
            3.15.2-1              | F0 00 (15 'a')                                | PROTOCOL_ERROR
            3.15.2-1 left out     | F0                                            | PROTOCOL_ERROR
            3.15.2.2.2 no method  | F0 18 ()                                      | PROTOCOL_ERROR
            3.15.2.2.2 twice      | F0 18 (15 'a' 15 'a')                         | PROTOCOL_ERROR
            4.7.0-1               | 30 'a/+/b' ()                                 | MALFORMED
            4.7.1-1               | 82 0001 () '#/a' 01                           | MALFORMED
            4.7.1-2               | 82 0001 () 'a/+b' 01                          | MALFORMED
            4.7.3-1               | 82 0001 () '' 01                              | MALFORMED
            4.7.3-2               | A2 0001 () 0001 00                            | MALFORMED
            4.12.0-5              | F0 19 (1F 'a')                                | PROTOCOL_ERROR
            """)
    void refusesInMqtt5(String statement, String packet, Fault.Kind kind) {
        assertRefused(packet, new Greeting(true, true), kind);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            # statement           | CONNECT                                                | kind
            3.1.0-1 PUBLISH       | 30 'a' 7B7D                                            | PROTOCOL_ERROR
            3.1.0-1 PINGREQ       | C0                                                     | PROTOCOL_ERROR
            3.1.0-1 AUTH          | F0 18 (15 'a')                                         | PROTOCOL_ERROR
            2.2.2-2               | 11 'MQTT' 04 02 003C 'a'                               | MALFORMED
            3.1.2-1 another       | 10 'HTTP' 04 02 003C 'a'                               | MALFORMED
            3.1.2-1 none          | 10                                                     | MALFORMED
            3.1.2-2 3.1           | 10 'MQIsdp' 03 02 003C 'a'                             | UNSUPPORTED_VERSION
            3.1.2-2 level 3       | 10 'MQTT' 03 02 003C 'a'                               | UNSUPPORTED_VERSION
            3.1.2-2 level 6       | 10 'MQTT' 06 02 003C () 'a'                            | UNSUPPORTED_VERSION
            3.1.2-2 a bridge's    | 10 'MQTT' 84 02 003C 'a'                               | UNSUPPORTED_VERSION
            3.1.2-3 3.1.1         | 10 'MQTT' 04 03 003C 'a'                               | MALFORMED
            3.1.2-3 5.0           | 10 'MQTT' 05 03 003C () 'a'                            | MALFORMED
            3.1.2-9 no will       | 10 'MQTT' 04 06 003C 'a'                               | MALFORMED
            3.1.2-9 no payload    | 10 'MQTT' 05 06 003C () 'a' () 't'                     | MALFORMED
            3.1.2-11 a will more  | 10 'MQTT' 04 02 003C 'a' 't' 'm'                       | MALFORMED
            3.1.2-13 3.1.1        | 10 'MQTT' 04 0A 003C 'a'                               | MALFORMED
            3.1.2-11 5.0          | 10 'MQTT' 05 12 003C () 'a'                            | MALFORMED
            3.1.2-14 3.1.1        | 10 'MQTT' 04 1E 003C 'a' 't' 'm'                       | MALFORMED
            3.1.2-12 5.0          | 10 'MQTT' 05 1E 003C () 'a' () 't' 'm'                 | MALFORMED
            3.1.2-15 3.1.1        | 10 'MQTT' 04 22 003C 'a'                               | MALFORMED
            3.1.2-13 5.0          | 10 'MQTT' 05 22 003C () 'a'                            | MALFORMED
            3.1.2-18 a name more  | 10 'MQTT' 04 02 003C 'a' 'u'                           | MALFORMED
            3.1.2-16 5.0          | 10 'MQTT' 05 02 003C () 'a' 'u'                       | MALFORMED
            3.1.2-19 no name      | 10 'MQTT' 04 82 003C 'a'                               | MALFORMED
            3.1.2-17 5.0          | 10 'MQTT' 05 82 003C () 'a'                           | MALFORMED
            3.1.2-20 one more     | 10 'MQTT' 04 82 003C 'a' 'u' 'p'                      | MALFORMED
            3.1.2-18 5.0          | 10 'MQTT' 05 82 003C () 'a' 'u' 'p'                    | MALFORMED
            3.1.2-21 no password  | 10 'MQTT' 04 C2 003C 'a' 'u'                           | MALFORMED
            3.1.2-19 5.0          | 10 'MQTT' 05 42 003C () 'a'                           | MALFORMED
            3.1.2-22 3.1.1        | 10 'MQTT' 04 42 003C 'a' 'p'                           | MALFORMED
            3.1.3-3 3.1.1         | 10 'MQTT' 04 02 003C                                   | MALFORMED
            3.1.3-3 5.0           | 10 'MQTT' 05 02 003C ()                                | MALFORMED
            3.1.3-4               | 10 'MQTT' 04 02 003C 0001 FF                           | MALFORMED
            3.1.3-4 U+0000        | 10 'MQTT' 04 02 003C 0001 00                           | MALFORMED
            3.1.3-11 will topic   | 10 'MQTT' 05 06 003C () 'a' () 0001 FF 'm'             | MALFORMED
            3.1.3-12 user name    | 10 'MQTT' 05 82 003C () 'a' 0001 FF                    | MALFORMED
            4.7.0-1 will topic    | 10 'MQTT' 05 06 003C () 'a' () 't/#' 'm'               | MALFORMED
            4.7.3-1 will topic    | 10 'MQTT' 04 06 003C 'a' '' 'm'                        | MALFORMED
            2.2.2-1               | 10 'MQTT' 05 02 003C                                   | MALFORMED
            2.2.2.2 of PUBLISH    | 10 'MQTT' 05 02 003C (23 0001) 'a'                     | MALFORMED
            2.2.2.2 of CONNACK    | 10 'MQTT' 05 02 003C (13 003C) 'a'                     | MALFORMED
            2.2.2.2 in a will     | 10 'MQTT' 05 06 003C () 'a' (11 00000001) 't' 'm'      | MALFORMED
            3.1.2.11.2 twice      | 10 'MQTT' 05 02 003C (11 00000001 11 00000001) 'a'     | PROTOCOL_ERROR
            3.1.2.11.3 value      | 10 'MQTT' 05 02 003C (21 0000) 'a'                     | PROTOCOL_ERROR
            3.1.2.11.3 twice      | 10 'MQTT' 05 02 003C (21 0001 21 0001) 'a'             | PROTOCOL_ERROR
            3.1.2.11.4 value      | 10 'MQTT' 05 02 003C (27 00000000) 'a'                 | PROTOCOL_ERROR
            3.1.2.11.4 twice      | 10 'MQTT' 05 02 003C (27 00000001 27 00000001) 'a'     | PROTOCOL_ERROR
            3.1.2.11.5 twice      | 10 'MQTT' 05 02 003C (22 0001 22 0001) 'a'             | PROTOCOL_ERROR
            3.1.2.11.6 value      | 10 'MQTT' 05 02 003C (19 02) 'a'                       | PROTOCOL_ERROR
            3.1.2.11.6 twice      | 10 'MQTT' 05 02 003C (19 01 19 01) 'a'                 | PROTOCOL_ERROR
            3.1.2.11.7 value      | 10 'MQTT' 05 02 003C (17 02) 'a'                       | PROTOCOL_ERROR
            3.1.2.11.7 twice      | 10 'MQTT' 05 02 003C (17 01 17 01) 'a'                 | PROTOCOL_ERROR
            3.1.2.11.9 twice      | 10 'MQTT' 05 02 003C (15 'm' 15 'm') 'a'               | PROTOCOL_ERROR
            3.1.2.11.10 alone     | 10 'MQTT' 05 02 003C (16 'm') 'a'                      | PROTOCOL_ERROR
            3.1.2.11.10 twice     | 10 'MQTT' 05 02 003C (15 'm' 16 'm' 16 'm') 'a'        | PROTOCOL_ERROR
            3.1.3.2.2 twice       | 10 'MQTT' 05 06 003C () 'a' (18 00000001 18 00000001) 't' 'm' | PROTOCOL_ERROR
            3.1.3.2.3 value       | 10 'MQTT' 05 06 003C () 'a' (01 02) 't' 'm'            | PROTOCOL_ERROR
            3.3.2-14 in a will    | 10 'MQTT' 05 06 003C () 'a' (08 '+') 't' 'm'           | MALFORMED
            3.1.4-1 bytes more    | 10 'MQTT' 05 02 003C () 'a' 00                         | MALFORMED
            3.1.4-1 cut short     | 10 'MQTT' 05 C2 003C () 'a' 'u' 0009 70                | MALFORMED
            """)
    void refusesBeforeASession(String statement, String packet, Fault.Kind kind) {
        assertRefused(packet, null, kind);
    }

    @Test
    void aSessionThatOutlivesItsConnectionMayBeGivenAnotherTime() {
        ByteBuf packet = PacketText.packet("E0 00 (11 00000001)");

        assertThat(PacketReader.read(packet, new Greeting(true, false))).isInstanceOf(Verdict.WellFormed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {HEAD_3, HEAD_5})
    void textOfADeviceIsEscapedInTheFault(String head) {
        boolean mqtt5 = head.equals(HEAD_5);
        ByteBuf packet = PacketText.packet("30 'a\u2028b\u202E/#'" + (mqtt5 ? "()" : ""));

        Fault fault = ((Verdict.Malformed) PacketReader.read(packet, new Greeting(mqtt5, true))).fault();

        assertThat(fault.what()).isEqualTo("topic: 'a\\u2028b\\u202E/#' (expected: no wildcard)");
    }

    private static void assertRefused(String text, @Nullable Greeting greeting, Fault.Kind kind) {
        ByteBuf packet = PacketText.packet(text);

        Verdict verdict = PacketReader.read(packet, greeting);

        assertThat(verdict).isInstanceOf(Verdict.Malformed.class);
        assertThat(((Verdict.Malformed) verdict).fault().kind()).isEqualTo(kind);
        assertThat(packet.refCnt()).isEqualTo(1);
    }
}
