package digestbot.telegram;

/// Chooses the delimiter of Markdown code.
final class CodeDelimiter {

    private CodeDelimiter() {}

    /// A run of backticks longer than any in the code.
    static String forCode(String code, int minLength) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < code.length(); i++) {
            run = code.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return "`".repeat(Math.max(minLength, longest + 1));
    }
}
