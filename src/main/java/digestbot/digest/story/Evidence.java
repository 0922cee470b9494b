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
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/// The features of two texts that speak for or against one event, with the log-odds that each adds
/// within a language and across languages. The weights come from a logistic regression on labelled
/// texts.
enum Evidence {
    ALWAYS(-4.1, -3.8),
    /// The cosine of the terms.
    COSINE(3, 0),
    /// The square root of the weight of all shared terms.
    SHARED_TERMS(1.9, 2.7),
    /// The number of shared words: long texts share many by chance.
    SHARED_WORDS(-0.17, 0),
    SHARED_CONCEPTS(0.25, 0.17),
    SHARED_NUMBERS(0.2, 0.35),
    /// The titles describe different actions.
    OTHER_CONCEPTS(-0.4, -1.8),
    OTHER_NAMES(-0.9, -2.8),
    OTHER_COUNTRIES(-1.5, -2.2),
    /// The hours between the texts, at most 24.
    HOURS(-0.15, -0.11),
    /// Only one of the texts explains, comments or summarises many events.
    ONE_EXPLAINS(-1.1, -2.1),
    /// Each title has names or numbers that the other lacks.
    BOTH_SPECIAL(-1.4, -1.8),
    ONE_SPECIAL(-0.85, -0.75),
    /// The titles differ only in a name, or texts in two languages share nothing rare.
    RULED_OUT(-6, -12);

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

    private final double within;
    private final double across;

    Evidence(double within, double across) {
        this.within = within;
        this.across = across;
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
        double words = DoubleStream.of(words(one, other, shared, index, within)).sum();
        return within
                ? Math.max(words, meaning)
                        + RULED_OUT.of(true, isTemplate(one, other, index) || ordersDiffer(one, other))
                : Math.max(words + RULED_OUT.of(false, isNothingRare(shared, index)), meaning);
    }

    private double of(boolean within, double value) {
        return value * (within ? this.within : across);
    }

    private double of(boolean within, boolean holds) {
        return of(within, holds ? 1 : 0);
    }

    private static double[] words(Compared one, Compared other, int[] shared, InvertedIndex index, boolean within) {
        IntPredicate name = id -> index.term(id).isName();
        IntPredicate ofEvent = name.and(id -> index.frequency(id) < TOPIC);
        IntPredicate concept = id -> index.term(id).kind() == Kind.CONCEPT;
        IntPredicate number = id -> index.term(id).kind() == Kind.NUMBER;
        IntPredicate country = id -> index.term(id).isCountry();
        TermVector mine = one.title();
        TermVector theirs = other.title();
        boolean mineSpecial = mine.hasOutside(theirs, name.or(number));
        boolean theirsSpecial = theirs.hasOutside(mine, name.or(number));
        return new double[] {
            ALWAYS.of(within, 1.0),
            COSINE.of(within, one.all().cosine(other.all())),
            SHARED_TERMS.of(within, Math.sqrt(index.weight(shared, _ -> true))),
            SHARED_WORDS.of(within, index.weight(shared, name.or(number).negate())),
            SHARED_CONCEPTS.of(within, index.weight(mine.shared(theirs), concept)),
            SHARED_NUMBERS.of(within, index.weight(shared, number)),
            OTHER_CONCEPTS.of(within, mine.disagrees(theirs, concept)),
            OTHER_NAMES.of(within, one.all().disagrees(other.all(), ofEvent)),
            OTHER_COUNTRIES.of(within, one.all().disagrees(other.all(), country)),
            HOURS.of(within, hours(one.time(), other.time())),
            ONE_EXPLAINS.of(within, one.explains() != other.explains()),
            BOTH_SPECIAL.of(within, mineSpecial && theirsSpecial),
            ONE_SPECIAL.of(within, mineSpecial != theirsSpecial),
        };
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
