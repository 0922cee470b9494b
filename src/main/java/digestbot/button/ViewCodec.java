package digestbot.button;

import digestbot.digest.DigestView;
import digestbot.digest.OutletKind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The written form of a view of a digest in a button's data: `o` for the overview, `s1` for the
/// second perspective, `b` for two side by side, `r` for the sources, `ra` for those of hidden outlets
/// too, and `rs` or `ras` for those of state outlets.
final class ViewCodec {

    private static final int MAX_PERSPECTIVES = 99;

    private static final List<DigestView.Sources> SOURCES = Stream.of(false, true)
            .flatMap(all -> Stream.concat(
                            Stream.of(Optional.<OutletKind>empty()),
                            Arrays.stream(OutletKind.values()).map(Optional::of))
                    .map(kind -> new DigestView.Sources(all, kind)))
            .toList();

    private ViewCodec() {}

    static String code(DigestView view) {
        return switch (view) {
            case DigestView.Overview() -> "o";
            case DigestView.OnePerspective(int ordinal) -> "s" + ordinal;
            case DigestView.SideBySide() -> "b";
            case DigestView.Sources(boolean all, Optional<OutletKind> kind) ->
                "r" + (all ? "a" : "") + kind.map(ViewCodec::code).orElse("");
        };
    }

    private static String code(OutletKind kind) {
        return switch (kind) {
            case PUBLIC -> "u";
            case STATE -> "s";
            case PRIVATE -> "p";
        };
    }

    /// @throws IllegalArgumentException if there is no such view
    static DigestView view(String code) {
        return switch (code) {
            case "o" -> new DigestView.Overview();
            case "b" -> new DigestView.SideBySide();
            default -> code.startsWith("r") ? sources(code) : perspective(code);
        };
    }

    private static DigestView sources(String code) {
        return SOURCES.stream()
                .filter(sources -> code(sources).equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(code));
    }

    private static DigestView perspective(String code) {
        String digits = FieldCodecs.valid(code, code.startsWith("s")).substring(1);
        return new DigestView.OnePerspective((int) Math.min(MAX_PERSPECTIVES, FieldCodecs.number(digits)));
    }
}
