package digestbot.button;

import java.time.LocalDate;

/// What a press below an answer asks for next.
public sealed interface LookupPress extends Press.Link {

    /// Show a page of what a search found.
    ///
    /// @param search the search's key, of digits and small letters
    /// @param page from 0
    record Found(String search, int page) implements LookupPress {}

    /// Show what is new in a digest since the one before.
    ///
    /// @param digest the digest's number
    record Changes(long digest) implements LookupPress {}

    /// Show the digests of a day, whichever topics have one.
    record Day(LocalDate day) implements LookupPress {}

    /// Show a page of what did not come to this chat.
    ///
    /// @param page from 0
    record Missed(int page) implements LookupPress {}
}
