package io.citywatch.model.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.Decoded;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base64TextTest {
    private static final byte[] PIXELS = {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 3, 4, 5, 6, 7, 8, 9, 10, (byte) 0xEF};

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"pixels\":\"////AwQFBgcICQrv\"",
                "\"pixels\" :  \"////AwQFBgcICQrv\"  ",
                // As PHP writes it.
                "\"pixels\":\"\\/\\/\\/\\/AwQFBgcICQrv\"",
                "\"pixels\":\"\\u002f///AwQFBgcICQrv\"",
                "\"pixels\":\"AAAA\",\"pixels\":\"////AwQFBgcICQrv\"",
                "\"pixels\":null,\"pixels\":\"////AwQFBgcICQrv\"",
            })
    void readsPixelsHoweverTheyAreWritten(String field) {
        assertThat(frame(3, 2, field).pixels()).isEqualTo(PIXELS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"pixels\":\"AQIDBA==\"", "\"pixels\":\"AQIDBA\""})
    void readsPixelsThatEndWithinAGroup(String field) {
        assertThat(frame(2, 1, field).pixels()).isEqualTo(new byte[] {1, 2, 3, 4});
    }

    @Test
    void readsAFrameWithAByteOrderMark() {
        byte[] document = document(3, 2, "\"pixels\":\"////AwQFBgcICQrv\"");
        byte[] marked = new byte[document.length + 3];
        marked[0] = (byte) 0xEF;
        marked[1] = (byte) 0xBB;
        marked[2] = (byte) 0xBF;
        System.arraycopy(document, 0, marked, 3, document.length);

        assertThat(frame(marked).pixels()).isEqualTo(PIXELS);
    }

    @Test
    void readsEveryByteOfALargeFrame() {
        byte[] pixels = new byte[2 * 160 * 120];
        new Random(5).nextBytes(pixels);

        ThermalFrame frame =
                frame(160, 120, "\"pixels\":\"" + Base64.getEncoder().encodeToString(pixels) + "\"");

        assertThat(frame.pixels()).isEqualTo(pixels);
        assertThat(frame.pose().vfov()).isEqualTo(34.5);
    }

    @Test
    void looksWhereTheTextIsAndNowhereElse() {
        byte[] json = "{\"pixels\":\"AQIDBA==\"}".getBytes(StandardCharsets.US_ASCII);

        assertThat(Base64Text.at(json, 10)).isNotNull();
        assertThat(Base64Text.at(json, 9)).isNull();
        assertThat(Base64Text.at(json, -1)).isNull();
        assertThat(Base64Text.at(json, json.length)).isNull();
        assertThat(Base64Text.at("\"AQID".getBytes(StandardCharsets.US_ASCII), 0))
                .isNull();
    }

    private static ThermalFrame frame(int width, int height, String field) {
        return frame(document(width, height, field));
    }

    private static ThermalFrame frame(byte[] document) {
        Decoded<Telemetry> decoded = TelemetryCodec.decode(TelemetryKind.THERMAL, Lane.BULK, document);
        assertThat(decoded).isInstanceOf(Decoded.Valid.class);
        return (ThermalFrame) ((Decoded.Valid<Telemetry>) decoded).value();
    }

    private static byte[] document(int width, int height, String field) {
        return ("{\"ts\":1790000000000,\"width\":" + width + ",\"height\":" + height + "," + field
                        + ",\"pose\":{\"lat\":23.36,\"lon\":116.69,\"altitude\":80,\"heading\":40,\"pitch\":-50,"
                        + "\"roll\":0,\"hfov\":45,\"vfov\":34.5}}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
