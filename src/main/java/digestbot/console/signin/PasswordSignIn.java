package digestbot.console.signin;

import digestbot.concurrent.LruCache;
import digestbot.console.signin.Passwords.Verdict;
import digestbot.database.Hmac;
import digestbot.web.ClientLimits;
import digestbot.web.TrustedProxies;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Lets people sign in with the password. Limits attempts per address and in total, to prevent
/// guessing. Thread-safe.
///
/// A known browser, or an address that signed in before, has a separate budget that others cannot
/// exhaust. An attempt counts once its form has arrived, before the password is verified. It is
/// refunded if the password is right, because programs send the right password repeatedly.
public final class PasswordSignIn {

    public static final int ATTEMPTS_PER_CLIENT = 5;
    public static final int ATTEMPTS_OF_ALL = 30;
    public static final Duration WINDOW = Duration.ofMinutes(1);

    private static final String COOKIE = "digestbot-device";
    private static final int MAX_TRUSTED = 1_000;
    private static final String EVERYBODY = "";

    private final Passwords passwords;
    private final BrowserTokens browserTokens;
    private final TrustedProxies proxies;
    private final ClientLimits own;
    private final ClientLimits all;
    private final LruCache<String, Boolean> trusted = new LruCache<>(MAX_TRUSTED);

    private PasswordSignIn(String hash, TrustedProxies proxies, InstantSource clock, LongSupplier nanoTime) {
        passwords = new Passwords(hash);
        browserTokens = new BrowserTokens(hash, clock);
        this.proxies = proxies;
        own = new ClientLimits(nanoTime, ATTEMPTS_PER_CLIENT, WINDOW);
        all = new ClientLimits(nanoTime, ATTEMPTS_OF_ALL, WINDOW);
    }

    /// Creates the sign-in; empty if no password is configured.
    public static Optional<PasswordSignIn> of(ConsoleSettings settings, InstantSource clock, LongSupplier nanoTime) {
        return settings.passwordHash()
                .map(hash -> new PasswordSignIn(hash, new TrustedProxies(settings.proxies()), clock, nanoTime));
    }

    /// Verifies the password of the request, unless there were too many attempts.
    public Verdict attempt(Context context, String password) {
        String address = proxies.client(context);
        Optional<String> device = device(context);
        String client = device.map(id -> "device " + id).orElse("address " + address);
        boolean isKnown = device.isPresent() || trusted.find(address).isPresent();
        if (own.refuse(client, 1).isPresent()) {
            return Verdict.TOO_MANY;
        }
        if (!isKnown && all.refuse(EVERYBODY, 1).isPresent()) {
            own.refund(client);
            return Verdict.TOO_MANY;
        }
        Verdict verdict = passwords.check(password);
        if (verdict != Verdict.WRONG) {
            own.refund(client);
            if (!isKnown) {
                all.refund(EVERYBODY);
            }
        }
        if (verdict == Verdict.CORRECT && device.isEmpty()) {
            trusted.put(address, true);
        }
        return verdict;
    }

    private Optional<String> device(Context context) {
        return Optional.ofNullable(context.cookie(COOKIE)).flatMap(browserTokens::find);
    }

    /// Sets a cookie that marks this browser as known. The browser sends the cookie only to that
    /// path.
    public void remember(Context context, String path) {
        context.cookie(new Cookie(
                COOKIE,
                browserTokens.issue(device(context)),
                path,
                (int) BrowserTokens.LIFE.toSeconds(),
                TrustedProxies.isEncrypted(context),
                true,
                null,
                SameSite.STRICT));
    }

    /// Signed cookies that mark browsers from which somebody has signed in. A cookie grants no
    /// access; it only gives the browser its own attempt limit.
    ///
    /// A cookie contains a number, its expiry and a signature. The key is derived from the
    /// password's hash, which is secret and contains bcrypt's random salt. So nothing needs to be
    /// stored, and a new password invalidates every cookie.
    public static final class BrowserTokens {

        public static final Duration LIFE = Duration.ofDays(90);

        private static final String PURPOSE = "digestbot console device";
        private static final int BYTES = 16;

        private final SecureRandom random = new SecureRandom();
        private final byte[] key;
        private final InstantSource clock;

        public BrowserTokens(String passwordHash, InstantSource clock) {
            key = Hmac.sign(passwordHash.getBytes(StandardCharsets.UTF_8), PURPOSE);
            this.clock = clock;
        }

        /// Issues a cookie for a new browser, or renews the cookie of a known one.
        public String issue(Optional<String> device) {
            String signed = device.orElseGet(this::number) + "."
                    + clock.instant().plus(LIFE).getEpochSecond();
            return signed + "." + encode(Hmac.sign(key, signed));
        }

        /// Verifies a cookie and returns its device id; empty if the signature is wrong or it has
        /// expired.
        public Optional<String> find(String mark) {
            String[] parts = mark.split("\\.", -1);
            if (parts.length != 3 || !parts[1].matches("\\d{1,15}")) {
                return Optional.empty();
            }
            byte[] signature = encode(Hmac.sign(key, parts[0] + "." + parts[1])).getBytes(StandardCharsets.UTF_8);
            boolean ours = MessageDigest.isEqual(signature, parts[2].getBytes(StandardCharsets.UTF_8));
            boolean lives = clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(parts[1])));
            return ours && lives ? Optional.of(parts[0]) : Optional.empty();
        }

        private String number() {
            byte[] bytes = new byte[BYTES];
            random.nextBytes(bytes);
            return encode(bytes);
        }

        private static String encode(byte[] bytes) {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        }
    }
}
