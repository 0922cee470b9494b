package digestbot.delivery.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// A platform's secret. Only [#reveal] exposes it, so that it does not end up in a log or an
/// exception by accident.
public final class ApiToken {

    private final String secret;

    public ApiToken(String secret) {
        if (secret.isBlank()) {
            throw new IllegalArgumentException("the token is empty");
        }
        this.secret = secret.strip();
    }

    public String reveal() {
        return secret;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ApiToken token && MessageDigest.isEqual(bytes(), token.bytes());
    }

    @Override
    public int hashCode() {
        return secret.hashCode();
    }

    @Override
    public String toString() {
        return "Token[…]";
    }

    private byte[] bytes() {
        return secret.getBytes(StandardCharsets.UTF_8);
    }
}
