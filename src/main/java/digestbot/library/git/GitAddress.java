package digestbot.library.git;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The address of a repository. Only [#login] gives the user name and the password in it, so that
/// they do not end up in a log, an error or a list of processes.
public final class GitAddress {

    /// What is accepted, for error messages.
    public static final String FORMS = "an address such as https://host/name.git, ssh://git@host/name.git,"
            + " git@host:name.git or file:///folder/name.git";

    private static final Pattern SHORT_SSH = Pattern.compile("[A-Za-z0-9._-]+@[A-Za-z0-9][A-Za-z0-9.-]*:[^:\\s]+");
    private static final Pattern UNSAFE = Pattern.compile("\\s|\\p{Cntrl}");

    private final String url;
    private final Optional<Login> login;

    /// A user name and a password; never shown.
    record Login(String user, String password) {

        @Override
        public String toString() {
            return "Login[…]";
        }
    }

    private GitAddress(String url, Optional<Login> login) {
        this.url = url;
        this.login = login;
    }

    /// Reads an address; empty if it has none of the [#FORMS]. Git understands others, which run
    /// programs (`ext::`) or are options (`-`).
    public static Optional<GitAddress> parse(String text) {
        if (text.startsWith("-") || text.contains("::") || UNSAFE.matcher(text).find()) {
            return Optional.empty();
        }
        if (SHORT_SSH.matcher(text).matches()) {
            return Optional.of(new GitAddress(text, Optional.empty()));
        }
        try {
            return of(URI.create(text), text);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Optional<GitAddress> of(URI uri, String text) {
        if (uri.getScheme() == null
                || uri.getRawPath() == null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            return Optional.empty();
        }
        return switch (uri.getScheme()) {
            case "file" ->
                uri.getRawAuthority() == null ? Optional.of(new GitAddress(text, Optional.empty())) : Optional.empty();
            case "ssh" ->
                hasHost(uri) && login(uri).map(Login::password).orElse("").isEmpty()
                        ? Optional.of(new GitAddress(text, Optional.empty()))
                        : Optional.empty();
            case "http", "https" ->
                hasHost(uri)
                        ? Optional.of(new GitAddress(text.replaceFirst("//[^/@]*@", "//"), login(uri)))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static boolean hasHost(URI uri) {
        return uri.getHost() != null && !uri.getHost().startsWith("-");
    }

    private static Optional<Login> login(URI uri) {
        return Optional.ofNullable(uri.getRawUserInfo()).map(info -> {
            List<String> parts =
                    Stream.of(info.split(":", 2)).map(GitAddress::decoded).toList();
            return new Login(parts.getFirst(), parts.size() > 1 ? parts.get(1) : "");
        });
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /// The address without user name and password.
    public String url() {
        return url;
    }

    /// The user name and the password that belong to it.
    Optional<Login> login() {
        return login;
    }

    /// The text without the user name and the password, raw or encoded.
    String redacted(String text) {
        String without = text.replaceAll("//[^/@\\s]*@", "//…@");
        for (String secret : login.stream()
                .flatMap(known -> Stream.of(known.password(), known.user()))
                .toList()) {
            without = secret.length() < 4 ? without : without.replace(secret, "…");
        }
        return without;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GitAddress that && url.equals(that.url) && login.equals(that.login);
    }

    @Override
    public int hashCode() {
        return url.hashCode();
    }

    /// The address without user name and password.
    @Override
    public String toString() {
        return url;
    }
}
