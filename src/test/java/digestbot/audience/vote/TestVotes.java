package digestbot.audience.vote;

import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.database.Database;
import java.time.Instant;
import java.util.Map;
import java.util.stream.LongStream;

public final class TestVotes {

    public static final VoteStore SERVICE =
            new VoteStore(new VoterHashes(Map.of(Platform.TELEGRAM, "123:abc", Platform.DISCORD, "MTIz.def")));

    private TestVotes() {}

    /// Casts the votes of many persons on Telegram, with user ids from `from` on.
    public static void cast(Database database, long digest, long from, int balanced, int oneSided, Instant now) {
        database.writeWithoutResult(tx -> LongStream.range(from, from + balanced + oneSided)
                .forEach(person -> SERVICE.cast(
                        tx,
                        new Person(Platform.TELEGRAM, person, "en"),
                        digest,
                        person < from + balanced ? Vote.BALANCED : Vote.ONE_SIDED,
                        now)));
    }
}
