package digestbot.console.signin;

import digestbot.audience.audit.Actor;
import digestbot.concurrent.LruCache;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/// The sessions of signed-in people, kept in memory only: a restart signs everybody out. A session
/// ends after some hours without use, and after a week in any case. Thread-safe.
public final class SessionRegistry {

    private static final int MAX_SESSIONS = 1_000;
    private static final Duration MAX_IDLE = Duration.ofHours(12);
    private static final Duration MAX_AGE = Duration.ofDays(7);
    private static final int BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final LongSupplier nanoTime;

    private final LruCache<String, Session> sessions = new LruCache<>(MAX_SESSIONS);

    public enum FlashLevel {
        DONE,
        WARNING,
        ERROR;

        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// A message about the result of an action, which the person's next page shows once.
    ///
    /// @param field the name of the form field that it concerns; empty if it concerns none
    public record Flash(FlashLevel level, String sentence, String field) {

        public static Flash done(String sentence) {
            return new Flash(FlashLevel.DONE, sentence, "");
        }

        public static Flash warning(String sentence) {
            return new Flash(FlashLevel.WARNING, sentence, "");
        }

        public static Flash error(String sentence) {
            return new Flash(FlashLevel.ERROR, sentence, "");
        }
    }

    /// A session. Its times are in nanoseconds of a monotonic clock.
    ///
    /// @param id the value of the session cookie
    /// @param proxyUser the user that the proxy names; empty without a proxy
    /// @param signedIn true if the person signed in with a password
    /// @param flash holds the message for the next page, if there is one
    public record Session(
            String id,
            String csrf,
            Optional<String> proxyUser,
            boolean signedIn,
            AtomicReference<Optional<Flash>> flash,
            long createdAtNanos,
            AtomicLong lastUsedAtNanos) {

        public String name() {
            return proxyUser.orElse(signedIn ? "signed in" : "local access");
        }

        public Actor actor() {
            return new Actor.ConsoleUser(proxyUser);
        }

        public boolean isCsrf(String shown) {
            return MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8), csrf.getBytes(StandardCharsets.UTF_8));
        }

        private boolean isValidAt(long now) {
            return now - lastUsedAtNanos.get() < MAX_IDLE.toNanos() && now - createdAtNanos < MAX_AGE.toNanos();
        }
    }

    public SessionRegistry(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    public Session begin(Optional<String> proxyUser, boolean signedIn) {
        long now = nanoTime.getAsLong();
        var session = new Session(
                secret(),
                secret(),
                proxyUser,
                signedIn,
                new AtomicReference<>(Optional.empty()),
                now,
                new AtomicLong(now));
        sessions.put(session.id(), session);
        return session;
    }

    public Optional<Session> find(String id) {
        Optional<Session> found = sessions.find(id).filter(session -> session.isValidAt(nanoTime.getAsLong()));
        if (found.isEmpty()) {
            sessions.remove(id);
        }
        return found;
    }

    /// Extends the session after a request by a person.
    public void touch(Session session) {
        session.lastUsedAtNanos().set(nanoTime.getAsLong());
    }

    public void end(String id) {
        sessions.remove(id);
    }

    private String secret() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
