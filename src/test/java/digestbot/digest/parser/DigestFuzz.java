package digestbot.digest.parser;

import static digestbot.fuzz.FuzzInput.check;

import digestbot.digest.Digest;
import digestbot.digest.ParseResult;
import digestbot.digest.Section;

/// Any file of a digest: it is read or refused with errors, in bounded time.
public final class DigestFuzz {

    private static final DigestParser PARSER = new DigestParser();

    private DigestFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        PARSER.writtenAt(input);
        switch (PARSER.parse(input)) {
            case ParseResult.Invalid(var problems, boolean _) ->
                check(!problems.isEmpty(), "refused without a problem");
            case ParseResult.Parsed(Digest digest, var _) -> {
                int perspectives = digest.perspectives().size();
                check(
                        digest.sections().stream()
                                .allMatch(section -> !(section instanceof Section.PerspectiveSection perspective)
                                        || perspective.ordinal() < perspectives),
                        "a section of no side");
                check(!digest.topic().id().isBlank(), "no topic");
            }
        }
    }
}
