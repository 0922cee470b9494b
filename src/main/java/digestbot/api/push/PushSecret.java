package digestbot.api.push;

import digestbot.library.archive.FileContent.ContentHash;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/// The text of a token, with which a pipeline proves that it may push digests. Only [#reveal]
/// exposes it, so that it does not end up in a log or an exception by accident.
///
/// It has 256 random bits, so its plain hash can be in a configuration: nobody can try them out.
public final class PushSecret {

    /// Programs that look for leaked secrets know a token by this prefix.
    private static final String PREFIX = "dbt_";

    private static final String HASH_PREFIX = "sha256:";
    static final String HASH = HASH_PREFIX + "[0-9a-f]{64}";
    private static final int BYTES = 32;
    private static final Pattern FORM = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");

    private final String text;

    private PushSecret(String text) {
        this.text = text;
    }

    public static PushSecret random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new PushSecret(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /// Empty if the text cannot be a secret.
    public static Optional<PushSecret> of(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new PushSecret(text)) : Optional.empty();
    }

    public String reveal() {
        return text;
    }

    /// The SHA-256 of the text, as in the configuration: `sha256:` and 64 hexadecimal digits.
    public String hash() {
        return HASH_PREFIX + ContentHash.of(text).hex();
    }

    @Override
    public String toString() {
        return "Token[…]";
    }
}
