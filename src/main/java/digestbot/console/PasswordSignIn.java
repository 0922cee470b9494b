package digestbot.console;

import digestbot.console.page.Paths;
import digestbot.console.signin.BrowserTokens;
import digestbot.console.signin.ConsoleSettings;
import digestbot.console.signin.Passwords;
import digestbot.console.signin.Passwords.Verdict;
import digestbot.console.signin.SignInLimiter;
import digestbot.console.signin.SignInLimiter.Attempt;
import digestbot.web.TrustedProxies;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Password sign-in. An attempt is counted from the request headers before the body is read and the
/// password verified.
final class PasswordSignIn {

    /// The time to wait after too many attempts, in seconds.
    static final String RETRY_AFTER_SECONDS = "60";

    static final String TOO_MANY = "Too many attempts. Try again in a minute.";

    private static final String COOKIE = "digestbot-device";

    private final Passwords passwords;
    private final SignInLimiter limiter;
    private final BrowserTokens browserTokens;
    private final TrustedProxies proxies;

    private PasswordSignIn(String hash, TrustedProxies proxies, InstantSource clock, LongSupplier nanoTime) {
        passwords = new Passwords(hash);
        limiter = new SignInLimiter(nanoTime);
        browserTokens = new BrowserTokens(hash, clock);
        this.proxies = proxies;
    }

    /// Creates the sign-in; empty if there is no password.
    static Optional<PasswordSignIn> of(ConsoleSettings settings, InstantSource clock, LongSupplier nanoTime) {
        return settings.passwordHash()
                .map(hash -> new PasswordSignIn(hash, new TrustedProxies(settings.proxies()), clock, nanoTime));
    }

    /// Counts an attempt; empty if the limit is exceeded. Does not read the body.
    Optional<Attempt> attempt(Context context) {
        return limiter.attempt(proxies.client(context), device(context));
    }

    private Optional<String> device(Context context) {
        return Optional.ofNullable(context.cookie(COOKIE)).flatMap(browserTokens::find);
    }

    /// Verifies an attempt.
    Verdict verify(Attempt attempt, String password) {
        Verdict verdict = passwords.check(password);
        switch (verdict) {
            case CORRECT -> limiter.succeeded(attempt);
            case BUSY -> limiter.refund(attempt);
            case WRONG -> {}
        }
        return verdict;
    }

    /// Sets a cookie that marks this browser as known. The browser sends it only to the sign-in
    /// page.
    void remember(Context context) {
        context.cookie(new Cookie(
                COOKIE,
                browserTokens.issue(device(context)),
                Paths.SIGN_IN,
                (int) BrowserTokens.LIFE.toSeconds(),
                TrustedProxies.isEncrypted(context),
                true,
                null,
                SameSite.STRICT));
    }
}
