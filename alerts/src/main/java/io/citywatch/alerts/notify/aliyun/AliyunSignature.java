package io.citywatch.alerts.notify.aliyun;

import io.citywatch.model.Sha256;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Aliyun's request signature, version 3: a canonical form of the request is hashed, and that hash is signed with the
 * account's secret. Source: help.aliyun.com, "V3 request structure and signature".
 */
final class AliyunSignature {
    private static final String ALGORITHM = "ACS3-HMAC-SHA256";
    private static final String MAC = "HmacSHA256";

    private final String keyId;
    private final SecretKeySpec key;

    AliyunSignature(String keyId, String secret) {
        this.keyId = keyId;
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), MAC);
    }

    /**
     * The value of the header {@code Authorization}.
     *
     * @param headers lower case: {@code host}, {@code content-type} where there is one, and all that begin with {@code
     *     x-acs-}, the hash of the body among them
     */
    String authorize(String method, String path, SortedMap<String, String> query, SortedMap<String, String> headers) {
        String names = String.join(";", headers.keySet());
        String canonical = String.join(
                "\n",
                method,
                path,
                query(query),
                headers.entrySet().stream()
                        .map(header -> header.getKey() + ":" + header.getValue().strip() + "\n")
                        .collect(Collectors.joining()),
                names,
                headers.getOrDefault("x-acs-content-sha256", ""));
        String signed = hmac(ALGORITHM + "\n" + Sha256.hex(canonical));
        return ALGORITHM + " Credential=" + keyId + ",SignedHeaders=" + names + ",Signature=" + signed;
    }

    /** The parameters in order, encoded as RFC 3986 has it. */
    static String query(SortedMap<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(each -> encode(each.getKey()) + "=" + encode(each.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private String hmac(String text) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + MAC, e);
        }
    }
}
