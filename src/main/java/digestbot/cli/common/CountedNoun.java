package digestbot.cli.common;

/// Numbers with their nouns, for the command line, which speaks English.
public final class CountedNoun {

    private CountedNoun() {}

    /// A number with its noun, such as “1 source” or “2,000 sources”; only for nouns with a plural
    /// in s.
    public static String of(long number, String noun) {
        return "%,d %s%s".formatted(number, noun, number == 1 ? "" : "s");
    }
}
