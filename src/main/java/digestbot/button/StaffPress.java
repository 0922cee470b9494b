package digestbot.button;

import digestbot.audience.Platform;
import digestbot.digest.DigestView;

/// Presses of those who run the bot.
public sealed interface StaffPress extends Press {

    /// Show who has which role.
    ///
    /// @param page from 0
    record Roles(int page) implements StaffPress {}

    /// Take the person's role away.
    record TakeRole(Platform platform, long userId) implements StaffPress {}

    /// Show what those who run the bot did.
    ///
    /// @param page from 0, the newest
    record Audit(int page) implements StaffPress {}

    /// Show the digests that are held back.
    record Held() implements StaffPress {}

    /// Show a digest that is held back, as a reader would see it.
    ///
    /// @param digest the digest's number
    record Look(long digest, DigestView view) implements StaffPress {}

    /// Publish a digest that is held back.
    ///
    /// @param digest the digest's number
    record Release(long digest) implements StaffPress {}
}
