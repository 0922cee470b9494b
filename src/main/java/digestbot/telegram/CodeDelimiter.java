package digestbot.telegram;

/// The backticks that stand around code.
final class CodeDelimiter {

    private CodeDelimiter() {}

    /// More of them than the code has in a row.
    static String around(String code, int least) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < code.length(); i++) {
            run = code.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return "`".repeat(Math.max(least, longest + 1));
    }
}
