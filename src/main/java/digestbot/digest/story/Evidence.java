package digestbot.digest.story;

import digestbot.digest.story.Term.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The log-odds that two texts tell of one event. The weights come from a logistic regression on
/// labelled texts.
final class Evidence {

    private static final double TOPIC = 0.15;
    private static final double NEARLY_EQUAL = 0.7;
    private static final double EQUAL = 0.9;
    /// Units in which an event has one number, within a tolerance.
    private static final Set<String> ORDERS = Set.of("magnitude", "day");
    private static final double TOLERANCE = 0.15;
    private static final double ANCHOR = 2.6;
    private static final double DAY_HOURS = 24;
    /// The number of hours assumed between texts whose time is unknown.
    private static final double UNKNOWN_HOURS = 9;

    private Evidence() {}

    /// Each piece of evidence adds to the logarithm of the odds, within a language and across languages.
    private record Odds(boolean within, double sum) {

        Odds and(double weightWithin, double weightAcross, double value) {
            return new Odds(within, sum + value * (within ? weightWithin : weightAcross));
        }

        Odds and(double weightWithin, double weightAcross, boolean holds) {
            return and(weightWithin, weightAcross, holds ? 1.0 : 0);
        }
    }

    /// A text prepared for comparison: its terms, the terms of its title, and the title's terms
    /// apart from names.
    ///
    /// @param orders by unit, the numbers that are unique to an event
    record Compared(
            String language,
            TermVector all,
            TermVector title,
            TermVector frame,
            Map<String, List<Double>> orders,
            boolean explains,
            @Nullable Instant time) {}

    /// Collects, by unit, the numbers among the terms that are unique to an event.
    static Map<String, List<Double>> orders(Collection<Term> terms) {
        return terms.stream()
                .filter(term -> ORDERS.contains(term.unit()))
                .collect(Collectors.groupingBy(Term::unit, Collectors.mapping(Term::number, Collectors.toList())));
    }

    /// The log-odds that both texts report one event. `meaning` is the log-odds by their embeddings
    /// alone. Texts that share little apart from meaning are ruled out only within one language.
    static double logOdds(Compared one, Compared other, InvertedIndex index, double meaning) {
        boolean within = one.language().equals(other.language());
        int[] shared = one.all().shared(other.all());
        double words = words(one, other, shared, index, within);
        return within
                ? Math.max(words, meaning) - (isTemplate(one, other, index) || ordersDiffer(one, other) ? 6 : 0)
                : Math.max(words - (isNothingRare(shared, index) ? 12 : 0), meaning);
    }

    private static double words(Compared one, Compared other, int[] shared, InvertedIndex index, boolean within) {
        IntPredicate name = id -> index.term(id).isName();
        IntPredicate ofEvent = name.and(id -> index.frequency(id) < TOPIC);
        IntPredicate concept = id -> index.term(id).kind() == Kind.CONCEPT;
        IntPredicate number = id -> index.term(id).kind() == Kind.NUMBER;
        IntPredicate country = id -> index.term(id).isCountry();
        TermVector mine = one.title();
        TermVector theirs = other.title();
        boolean mineSpecial = mine.hasOutside(theirs, name.or(number));
        boolean theirsSpecial = theirs.hasOutside(mine, name.or(number));
        return new Odds(within, 0)
                .and(-4.1, -3.8, true)
                .and(3, 0, one.all().cosine(other.all()))
                .and(1.9, 2.7, Math.sqrt(index.weight(shared, _ -> true)))
                // Long texts have many words in common by chance.
                .and(-0.17, 0, index.weight(shared, name.or(number).negate()))
                .and(0.25, 0.17, index.weight(mine.shared(theirs), concept))
                .and(0.2, 0.35, index.weight(shared, number))
                // The titles tell of different actions.
                .and(-0.4, -1.8, mine.disagrees(theirs, concept))
                .and(-0.9, -2.8, one.all().disagrees(other.all(), ofEvent))
                .and(-1.5, -2.2, one.all().disagrees(other.all(), country))
                .and(-0.15, -0.11, hours(one.time(), other.time()))
                // Only one of them explains, comments or follows many events.
                .and(-1.1, -2.1, one.explains() != other.explains())
                // Each title, or one of them, has names or numbers that the other lacks.
                .and(-1.4, -1.8, mineSpecial && theirsSpecial)
                .and(-0.85, -0.75, mineSpecial != theirsSpecial)
                .sum();
    }

    private static double hours(@Nullable Instant one, @Nullable Instant other) {
        return one == null || other == null
                ? UNKNOWN_HOURS
                : Math.min(Duration.between(one, other).abs().toMinutes() / 60.0, DAY_HOURS);
    }

    /// Whether texts in two languages share too little to report one event.
    private static boolean isNothingRare(int[] shared, InvertedIndex index) {
        return shared.length < 2
                || Arrays.stream(shared)
                        .noneMatch(
                                id -> index.idf(id) > ANCHOR && !index.term(id).isUsual());
    }

    /// Whether the titles differ in little except who, where or which.
    private static boolean isTemplate(Compared one, Compared other, InvertedIndex index) {
        double cosine = one.frame().cosine(other.frame());
        if (cosine <= NEARLY_EQUAL) {
            return false;
        }
        IntPredicate name = id -> index.term(id).isName();
        IntPredicate number = id -> index.term(id).kind() == Kind.NUMBER;
        IntPredicate country = id -> index.term(id).isCountry();
        TermVector mine = one.title();
        TermVector theirs = other.title();
        boolean otherNames = mine.hasOutside(theirs, name) && theirs.hasOutside(mine, name);
        boolean otherNumbers = mine.disagrees(theirs, number)
                && Arrays.stream(mine.shared(theirs)).noneMatch(name);
        boolean otherCountry = mine.hasOutside(theirs, country) || theirs.hasOutside(mine, country);
        return otherNames || otherNumbers || (cosine > EQUAL && otherCountry);
    }

    private static boolean ordersDiffer(Compared one, Compared other) {
        return one.orders().entrySet().stream().anyMatch(order -> {
            List<Double> theirs = other.orders().get(order.getKey());
            return theirs != null
                    && order.getValue().stream()
                            .allMatch(each -> theirs.stream().allMatch(it -> Math.abs(each - it) > TOLERANCE));
        });
    }
}
