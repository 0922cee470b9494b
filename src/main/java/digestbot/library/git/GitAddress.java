package digestbot.library.git;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The address of a repository.
///
/// @param url has neither user name nor password, so that they are in no log, error or list of
///     processes
/// @param login the user name and the password; empty if it has none
public record GitAddress(String url, Optional<Login> login) {

    /// The accepted forms, for error messages. Git understands other forms, which run programs
    /// (`ext::`) or are options (`-`).
    public static final String FORMS = "an address such as https://host/name.git, ssh://git@host/name.git,"
            + " git@host:name.git or file:///folder/name.git";

    private static final Pattern PATTERN = Pattern.compile(
            "(https?://)(?:(USER)(?::(PASSWORD))?@)?(HOST/PATH)|ssh://(?:NAME@)?HOST/PATH|file:///PATH|NAME@NAME:[^:\\s\\p{Cntrl}]+"
                    .replace("PASSWORD", "(?:[^/@%\\s\\p{Cntrl}]|%\\p{XDigit}{2})*")
                    .replace("USER", "(?:[^/@:%\\s\\p{Cntrl}]|%\\p{XDigit}{2})*")
                    .replace("HOST", "(?:NAME|\\[[0-9A-Fa-f:.]+])(?::\\d{1,5})?")
                    .replace("NAME", "[A-Za-z0-9][A-Za-z0-9._-]*")
                    .replace("PATH", "[^?#\\s\\p{Cntrl}]*"));

    /// Never shown.
    public record Login(String user, String password) {
        @Override
        public String toString() {
            return "Login[…]";
        }
    }

    public static Optional<GitAddress> parse(String text) {
        Matcher found = PATTERN.matcher(text);
        if (!found.matches() || text.contains("::")) {
            return Optional.empty();
        }
        Optional<Login> login = Optional.ofNullable(found.group(2))
                .map(user -> new Login(
                        decoded(user),
                        Optional.ofNullable(found.group(3))
                                .map(GitAddress::decoded)
                                .orElse("")));
        return Optional.of(new GitAddress(found.group(1) == null ? text : found.group(1) + found.group(4), login));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /// The text without the user name and the password, raw or encoded.
    String redacted(String text) {
        String without = text.replaceAll("//[^/@\\s]*@", "//…@");
        for (String secret :
                login.map(known -> List.of(known.password(), known.user())).orElse(List.of())) {
            without = secret.length() < 4 ? without : without.replace(secret, "…");
        }
        return without;
    }

    @Override
    public String toString() {
        return url;
    }
}
