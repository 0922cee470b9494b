package digestbot.faults;

import org.assertj.core.api.SoftAssertions;

/// A way to harm a bot and its users.
interface Attack {

    /// The name in small letters.
    String name();

    /// The limit of the growth of the database and the temporary files meanwhile, in MiB.
    default int disk() {
        return 24;
    }

    /// Has the bot handle such requests before anything is measured, like a bot that has run for a
    /// while: half of the processor time of a process that has just started goes into compiling.
    default void warmUp(AttackedBot bot) throws Exception {}

    /// Attacks.
    ///
    /// @return the number of requests, files or connections that it took
    long run(AttackedBot bot) throws Exception;

    /// Checks further conditions after the attack.
    default void check(SoftAssertions all) {}
}
