package digestbot.i18n;

/// The phrases about votes on whether a digest was balanced. What answers a press is at most 200
/// characters: the question, a sentence and the result.
public enum VotePhrase implements Phrase {
    QUESTION(0),
    BALANCED_BUTTON(0),
    ONE_SIDED_BUTTON(0),
    /// {0} the vote.
    COUNTED(1),
    /// {0} the vote.
    CHANGED(1),
    /// {0} the vote.
    UNCHANGED(1),
    CLOSED(0),
    /// {0} the number of votes, {1} the share of them that found the digest balanced, in percent.
    RESULT(2),
    /// Two sentences, {0} and {1}: with a space between them where the language has one.
    SENTENCES(2);

    private final int arguments;

    VotePhrase(int arguments) {
        this.arguments = arguments;
    }

    @Override
    public int arguments() {
        return arguments;
    }

    @Override
    public String key() {
        return "vote-" + Phrase.super.key();
    }
}
