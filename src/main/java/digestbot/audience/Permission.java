package digestbot.audience;

/// The kinds of things that a command or a button does, as far as permissions go.
public enum Permission {
    /// Look at digests, topics and help; nobody else is touched.
    READ,
    /// Change what comes to the chat, and how.
    CHANGE,
    /// Take or delete what is kept of the chat.
    OWN,
    /// Announce something to subscribers.
    ANNOUNCE,
    /// Take a digest back from all who got it.
    WITHDRAW,
    /// Look at digests that are held back, and publish them.
    RELEASE,
    /// See who may do what, and what they did.
    OVERSEE,
    /// Give and take roles.
    APPOINT
}
