package digestbot.faults;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A session of the console, of somebody who knows the password.
///
/// @param cookie the line of the request's head, with its end
/// @param csrf the token that its forms carry
record ConsoleSession(String cookie, String csrf) {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern COOKIE = Pattern.compile("(?i)set-cookie: (digestbot-session=[^;\r\n]+)");
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    /// Signs in.
    ///
    /// @param port of the console
    static ConsoleSession signIn(int port) throws IOException {
        String password = "password=" + URLEncoder.encode(AttackedBot.PASSWORD, StandardCharsets.UTF_8);
        String head = Connection.head("POST", "/sign-in", "", "application/x-www-form-urlencoded", password.length());
        String cookie = "Cookie: " + find(COOKIE, Connection.exchange(port, head + password, PATIENCE)) + "\r\n";
        String page = Connection.exchange(port, Connection.head("GET", "/broadcasts", cookie, "", 0), PATIENCE);
        return new ConsoleSession(cookie, find(CSRF, page));
    }

    private static String find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new AssertionError("no " + pattern + " in\n" + text);
        }
        return matcher.group(1);
    }
}
