package io.citywatch.alerts.notify.aliyun;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.Sha256;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The signature against the example with fixed values of Aliyun's own documentation. */
class AliyunSignatureTest {
    @Test
    void signsAsTheDocumentationsExampleDoes() {
        AliyunSignature signature = new AliyunSignature("YourAccessKeyId", "YourAccessKeySecret");

        String authorization = signature.authorize(
                "POST",
                "/",
                new TreeMap<>(Map.of(
                        "ImageId", "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd", "RegionId", "cn-shanghai")),
                new TreeMap<>(Map.of(
                        "host", "ecs.cn-shanghai.aliyuncs.com",
                        "x-acs-action", "RunInstances",
                        "x-acs-version", "2014-05-26",
                        "x-acs-date", "2023-10-26T10:22:32Z",
                        "x-acs-signature-nonce", "3156853299f313e23d1673dc12e1703d",
                        "x-acs-content-sha256", Sha256.hex(""))));

        assertThat(authorization)
                .isEqualTo("ACS3-HMAC-SHA256 Credential=YourAccessKeyId,"
                        + "SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;"
                        + "x-acs-version,"
                        + "Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0");
    }

    @Test
    void encodesParametersAsTheStandardHasIt() {
        assertThat(AliyunSignature.query(new TreeMap<>(Map.of("b", "a b*~/", "a", "火警"))))
                .isEqualTo("a=%E7%81%AB%E8%AD%A6&b=a%20b%2A~%2F");
    }
}
