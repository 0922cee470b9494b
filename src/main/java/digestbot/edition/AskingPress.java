package digestbot.edition;

import java.time.LocalDate;

/// What a press below an answer asks for next.
public sealed interface AskingPress extends Press.Link {

    /// Show a page of what a search found.
    ///
    /// @param search the search's key, of digits and small letters
    /// @param page from 0
    record Found(String search, int page) implements AskingPress {}

    /// Show what is new in a digest since the one before.
    ///
    /// @param digest the digest's number
    record Changes(long digest) implements AskingPress {}

    /// Show the digests of a day, whichever topics have one.
    record Day(LocalDate day) implements AskingPress {}

    /// Show a page of what did not come to this chat.
    ///
    /// @param page from 0
    record Missed(int page) implements AskingPress {}
}
