package digestbot.bench;

import java.util.List;

/// The sizes of the measurements.
///
/// @param starts how often the bot is started
/// @param idleSeconds how long it idles before its memory is measured
/// @param chats how many get a digest in a fan-out
/// @param planned how many subscribers there are when planning is measured
/// @param throttledSeconds how long each throttled fan-out is watched
/// @param questions how often /today is asked, each time
/// @param searched how many digests there are to search
/// @param published how many digests the site has
/// @param peerChats to how many chats a peer sends a message
/// @param channels how many channels of Discord get a digest
/// @param subscribers the numbers of subscribers between which costs are compared, ascending
/// @param digests the numbers of digests between which costs are compared, ascending
record BenchSizes(
        int parseSeconds,
        int starts,
        int idleSeconds,
        int chats,
        int planned,
        int throttledSeconds,
        int questions,
        int searched,
        int published,
        int peerChats,
        int channels,
        List<Integer> subscribers,
        List<Integer> digests) {

    static final BenchSizes FULL = new BenchSizes(
            5,
            3,
            10,
            100_000,
            1_000_000,
            30,
            200,
            10_000,
            10_000,
            100_000,
            20_000,
            List.of(10_000, 100_000, 1_000_000),
            List.of(100, 10_000));

    /// The same with other numbers of chats and subscribers.
    BenchSizes scaled(double factor) {
        return new BenchSizes(
                parseSeconds,
                starts,
                idleSeconds,
                (int) (chats * factor),
                (int) (planned * factor),
                throttledSeconds,
                questions,
                searched,
                (int) (published * factor),
                (int) (peerChats * factor),
                (int) (channels * factor),
                scaled(subscribers, factor),
                scaled(digests, factor));
    }

    private static List<Integer> scaled(List<Integer> numbers, double factor) {
        return numbers.stream()
                .map(number -> Math.max(10, (int) (number * factor)))
                .toList();
    }
}
