package digestbot.console.signin;

/// The way in which the console authenticates people.
public sealed interface Authentication {

    /// No authentication: everyone who can connect has access.
    record NoAuthentication() implements Authentication {}

    /// Everybody signs in with a password.
    ///
    /// @param hash the bcrypt hash of the password
    record Password(String hash) implements Authentication {
        @Override
        public String toString() {
            return "Password";
        }
    }

    /// A proxy authenticates people and passes their name in a header.
    ///
    /// @param header the name of the header
    record Proxy(String header) implements Authentication {}
}
