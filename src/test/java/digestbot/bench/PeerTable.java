package digestbot.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The comparison of the bot with its peers, as a Markdown table whose columns are aligned.
final class PeerTable {

    private static final String ROW = "| %-22s | %10s | %7s | %17s | %7s | %8s | %-18s |";

    private PeerTable() {}

    /// @param bot what the ratios are to
    static String of(PeerOutcome.Measured bot, List<PeerOutcome> peers) {
        Stream<String> rows = Stream.concat(Stream.of(bot), peers.stream().flatMap(PeerTable::measured))
                .map(peer -> row(peer, bot));
        Stream<String> skipped = peers.stream().flatMap(PeerTable::skipped);
        return Stream.of(Stream.of(head()), rows, skipped)
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String head() {
        return ROW.formatted(
                        "peer", "messages/s", "ratio", "ms processor time", "ratio", "peak MiB", "stores deliveries?")
                + "\n"
                + ROW.formatted(
                        "-".repeat(22),
                        "-".repeat(9) + ":",
                        "-".repeat(6) + ":",
                        "-".repeat(16) + ":",
                        "-".repeat(6) + ":",
                        "-".repeat(7) + ":",
                        "-".repeat(18));
    }

    private static Stream<PeerOutcome.Measured> measured(PeerOutcome outcome) {
        return switch (outcome) {
            case PeerOutcome.Measured measured -> Stream.of(measured);
            case PeerOutcome.Skipped _ -> Stream.empty();
        };
    }

    private static Stream<String> skipped(PeerOutcome outcome) {
        return switch (outcome) {
            case PeerOutcome.Measured _ -> Stream.empty();
            case PeerOutcome.Skipped skipped ->
                Stream.of("\nNot measured: " + skipped.name() + ", " + skipped.reason());
        };
    }

    private static String row(PeerOutcome.Measured peer, PeerOutcome.Measured bot) {
        return ROW.formatted(
                peer.name(),
                number(0, peer.perSecond()),
                number(2, peer.perSecond() / bot.perSecond()),
                number(3, peer.processorMillis()),
                number(2, peer.processorMillis() / bot.processorMillis()),
                number(0, peer.peakMib()),
                peer.stores() ? "yes" : "no");
    }

    private static String number(int decimals, double value) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
