package digestbot.api.push;

import java.util.Locale;

/// What became of a valid digest that was pushed.
sealed interface PushOutcome {

    /// The digest is new, and its file was written.
    ///
    /// @param path relative to the digest folder
    record Added(String path) implements PushOutcome {}

    /// The digest has other content than before, and its file was replaced.
    ///
    /// @param path relative to the digest folder
    record Corrected(String path) implements PushOutcome {}

    /// The digest has this content already; nothing was written.
    ///
    /// @param path of its file, relative to the digest folder
    record Unchanged(String path, PushedState state) implements PushOutcome {}

    /// The digest comes from the git source, whose next update would undo the change.
    ///
    /// @param path of its file, relative to the digest folder
    record FromGit(String path) implements PushOutcome {}

    /// The file could not be written now.
    ///
    /// @param reason for the one who pushes; the log has the details
    record Unavailable(String reason) implements PushOutcome {}

    /// The state of a digest, as the one who pushed it is told.
    enum PushedState {
        /// Its file is in the folder, and the bot imports it within seconds.
        RECEIVED,
        PUBLISHED,
        /// Published before the first start of the bot, and therefore not sent.
        ARCHIVED,
        HELD,
        DRAFT,
        WITHDRAWN;

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
