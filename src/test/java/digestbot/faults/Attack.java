package digestbot.faults;

import org.assertj.core.api.SoftAssertions;

/// One way to harm a bot and those whom it serves.
interface Attack {

    /// Small letters.
    String name();

    /// By how much the database and the temporary files may grow meanwhile, in MiB.
    int disk();

    /// Has the bot handle such requests before anything is measured, as one that has run for a while has: half of
    /// the processor time of a process that has just started goes into compiling.
    default void warmUp(AttackedBot bot) throws Exception {}

    /// Attacks.
    ///
    /// @return how many requests, files or connections it took
    long run(AttackedBot bot) throws Exception;

    /// Checks what else must hold after the attack.
    default void check(SoftAssertions all) {}
}
