package digestbot.console.signin;

/// The way in which the console authenticates people.
public sealed interface Authentication {

    /// No authentication: everyone who can connect has access.
    record NoAuthentication() implements Authentication {}

    /// Everybody signs in with one password, whose bcrypt hash this is.
    record Password(String hash) implements Authentication {
        @Override
        public String toString() {
            return "Password";
        }
    }

    /// A proxy authenticates people and passes their name in a header.
    record Proxy(String header) implements Authentication {}
}
