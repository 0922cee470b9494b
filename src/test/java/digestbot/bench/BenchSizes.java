package digestbot.bench;

import java.util.List;

/// The sizes of the measurements.
///
/// @param idleSeconds the time after the start at which the memory is measured
/// @param chats the receivers of a fan-out
/// @param planned the subscribers when planning is measured
/// @param throttledSeconds the length of the observation of a throttled fan-out
/// @param questions the number of times that /today is asked
/// @param published the digests of the site
/// @param peerChats the receivers of a peer's messages
/// @param subscribers the numbers between which costs are compared, ascending
/// @param digests likewise
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
