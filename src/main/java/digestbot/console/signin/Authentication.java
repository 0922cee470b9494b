package digestbot.console.signin;

/// The console's way of knowing who asks.
public sealed interface Authentication {

    /// Not at all: every program that can reach it is let in.
    record None() implements Authentication {}

    /// Everybody signs in with a password.
    ///
    /// @param hash of the password, bcrypt's
    record Password(String hash) implements Authentication {
        @Override
        public String toString() {
            return "Password";
        }
    }

    /// A proxy in front of the console says who somebody is; nobody is let in without.
    ///
    /// @param header in which it says so
    record Proxy(String header) implements Authentication {}
}
