package digestbot.i18n;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Selects the plural form of a whole number in a language.
///
/// Conditions have the syntax of Unicode's plural rules (UTS 35, part 3, “Plural rules syntax”),
/// such as `n % 10 = 2..4 and n % 100 != 12..14`; the first condition that holds wins.
final class PluralRules {

    static final String OTHER = "other";

    /// Unicode's names, in the order in which they are tried.
    private static final List<String> NAMES = List.of("zero", "one", "two", "few", "many");

    private static final Pattern RELATION = Pattern.compile(
            "[ni]\\s*(?:%\\s*(\\d+)\\s*)?(!?=)\\s*(\\d+(?:\\.\\.\\d+)?(?:\\s*,\\s*\\d+(?:\\.\\.\\d+)?)*)");

    private final Map<String, LongPredicate> conditions = new LinkedHashMap<>();

    private PluralRules() {}

    /// Reads the rules from a language's file, the lines `plural.one` and so on.
    ///
    /// @throws IllegalArgumentException if a line is not a condition; the message names it
    static PluralRules of(Properties file) {
        var rules = new PluralRules();
        for (String name : NAMES) {
            String condition = file.getProperty("plural." + name);
            if (condition != null) {
                rules.conditions.put(name, parse(condition));
            }
        }
        return rules;
    }

    /// The form's name: `one`, `few` and so on, or `other`.
    String category(long number) {
        for (Map.Entry<String, LongPredicate> rule : conditions.entrySet()) {
            if (rule.getValue().test(Math.abs(number))) {
                return rule.getKey();
            }
        }
        return OTHER;
    }

    /// All forms of the language, with `other` last.
    List<String> categories() {
        List<String> all = new ArrayList<>(conditions.keySet());
        all.add(OTHER);
        return all;
    }

    private static LongPredicate parse(String condition) {
        LongPredicate any = _ -> false;
        for (String alternative : condition.strip().split("\\s+or\\s+", -1)) {
            LongPredicate all = _ -> true;
            for (String relation : alternative.split("\\s+and\\s+", -1)) {
                all = all.and(relation(relation.strip()));
            }
            any = any.or(all);
        }
        return any;
    }

    private static LongPredicate relation(String relation) {
        Matcher parts = RELATION.matcher(relation);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "not a plural rule: \"" + relation + "\"; write for example n % 10 = 2..4");
        }
        long modulus = parts.group(1) == null ? Long.MAX_VALUE : Long.parseLong(parts.group(1));
        LongPredicate among = _ -> false;
        for (String range : parts.group(3).split(",", -1)) {
            String[] ends = range.strip().split("\\.\\.", -1);
            long low = Long.parseLong(ends[0]);
            long high = Long.parseLong(ends[ends.length - 1]);
            among = among.or(number -> number % modulus >= low && number % modulus <= high);
        }
        return parts.group(2).equals("=") ? among : among.negate();
    }
}
