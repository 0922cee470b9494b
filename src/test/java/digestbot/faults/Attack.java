package digestbot.faults;

import org.assertj.core.api.SoftAssertions;

interface Attack {

    String name();

    /// The most by which the database and the temporary files may grow meanwhile, in MiB.
    default int disk() {
        return 24;
    }

    /// The bot handles such requests before the measurement, like a bot that has run for a while: a
    /// process that has just started spends half of its processor time on compiling.
    default void warmUp(AttackedBot bot) throws Exception {}

    /// Returns the number of requests, files or connections.
    long run(AttackedBot bot) throws Exception;

    /// True if others are to be served as fast as usual. An attack with all that a processor can do
    /// takes its share of the processor.
    default boolean leavesOthersAlone() {
        return false;
    }

    default void check(SoftAssertions all) {}
}
