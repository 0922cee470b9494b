package digestbot.digest.story;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import digestbot.digest.story.Term.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/// What speaks for and against two texts telling of one event, each with the logarithm of the odds
/// that it adds within a language and across languages. The weights are those of a logistic
/// regression on labelled texts.
enum Evidence {
    ALWAYS(-4.14, -6.6),
    /// The cosine of the terms by which the texts can be compared.
    COSINE(2.35, 2.6),
    /// The square root of the weight of all shared terms.
    SHARED_TERMS(1.02, 2.8),
    /// The weight of names that both titles have, without those of the pool's topic.
    SHARED_NAMES(0.17, 0.11),
    SHARED_CONCEPTS(0.3, -0.45),
    SHARED_NUMBERS(0.45, 0.5),
    /// The titles tell of different actions.
    OTHER_CONCEPTS(-0.36, -0.88),
    OTHER_NAMES(-1.12, -1.3),
    OTHER_COUNTRIES(-1.52, -0.45),
    /// The texts give different numbers of one unit.
    OTHER_AMOUNTS(-0.9, 0),
    /// The titles have different numbers.
    OTHER_NUMBERS(-0.47, -0.1),
    /// Only one of them explains, comments or follows many events.
    ONE_EXPLAINS(-1.48, -2),
    /// Each title has names or numbers that the other lacks.
    BOTH_SPECIAL(-0.95, -0.56),
    ONE_SPECIAL(-0.55, -0.44),
    /// The titles differ in nothing but a name, or the texts of two languages share nothing rare.
    RULED_OUT(-6, -12);

    private static final double TOPIC = 0.15;
    private static final double NEARLY_EQUAL = 0.7;
    private static final double EQUAL = 0.9;
    /// Units of which an event has one number, within a tolerance.
    private static final Set<String> ORDERS = Set.of("magnitude", "day");
    private static final double TOLERANCE = 0.15;
    private static final double ANCHOR = 2.6;

    private final double within;
    private final double across;

    Evidence(double within, double across) {
        this.within = within;
        this.across = across;
    }

    /// A text as it is compared: its terms, those of its title, those that other languages
    /// have, and those of its title that are no names.
    record Compared(
            String language,
            TermVector all,
            TermVector title,
            TermVector ofAllLanguages,
            TermVector frame,
            boolean explains) {}

    /// The logarithm of the odds that both texts tell of one event.
    static double logOdds(Compared one, Compared other, InvertedIndex index) {
        boolean within = one.language().equals(other.language());
        double[] values = values(one, other, within, index);
        return Arrays.stream(values())
                .mapToDouble(each -> values[each.ordinal()] * (within ? each.within : each.across))
                .sum();
    }

    private static double[] values(Compared one, Compared other, boolean within, InvertedIndex index) {
        IntPredicate name = id -> index.term(id).isName();
        IntPredicate ofEvent = name.and(id -> index.frequency(id) < TOPIC);
        IntPredicate concept = id -> index.term(id).kind() == Kind.CONCEPT;
        IntPredicate number = id -> index.term(id).kind() == Kind.NUMBER;
        IntPredicate country = id -> index.term(id).isCountry();
        TermVector mine = one.title();
        TermVector theirs = other.title();
        boolean mineSpecial = mine.hasOutside(theirs, name.or(number));
        boolean theirsSpecial = theirs.hasOutside(mine, name.or(number));
        int[] shared = one.all().shared(other.all(), _ -> true);
        Map<String, List<Double>> amounts = amounts(one, index);
        Map<String, List<Double>> otherAmounts = amounts(other, index);

        var values = new double[values().length];
        values[ALWAYS.ordinal()] = 1;
        values[COSINE.ordinal()] =
                within ? one.all().cosine(other.all()) : one.ofAllLanguages().cosine(other.ofAllLanguages());
        values[SHARED_TERMS.ordinal()] = Math.sqrt(index.weight(shared));
        values[SHARED_NAMES.ordinal()] = index.weight(mine.shared(theirs, ofEvent));
        values[SHARED_CONCEPTS.ordinal()] = index.weight(mine.shared(theirs, concept));
        values[SHARED_NUMBERS.ordinal()] = index.weight(one.all().shared(other.all(), number));
        values[OTHER_CONCEPTS.ordinal()] = of(mine.disagrees(theirs, concept));
        values[OTHER_NAMES.ordinal()] = of(one.all().disagrees(other.all(), ofEvent));
        values[OTHER_COUNTRIES.ordinal()] = of(one.all().disagrees(other.all(), country));
        values[OTHER_AMOUNTS.ordinal()] = of(disagree(amounts, otherAmounts, Set.of()));
        values[OTHER_NUMBERS.ordinal()] = of(mine.disagrees(theirs, number));
        values[ONE_EXPLAINS.ordinal()] = of(one.explains() != other.explains());
        values[BOTH_SPECIAL.ordinal()] = of(mineSpecial && theirsSpecial);
        values[ONE_SPECIAL.ordinal()] = of(mineSpecial != theirsSpecial);
        values[RULED_OUT.ordinal()] = of(
                within
                        ? isTemplate(one, other, name, number, country) || disagree(amounts, otherAmounts, ORDERS)
                        : shared.length < 2
                                || Arrays.stream(shared)
                                        .noneMatch(id -> index.idf(id) > ANCHOR
                                                && !index.term(id).isUsual()));
        return values;
    }

    private static double of(boolean holds) {
        return holds ? 1 : 0;
    }

    /// Whether the titles differ in little but whom, where or which they tell of.
    private static boolean isTemplate(
            Compared one, Compared other, IntPredicate name, IntPredicate number, IntPredicate country) {
        TermVector mine = one.title();
        TermVector theirs = other.title();
        double cosine = one.frame().cosine(other.frame());
        boolean otherNames = mine.hasOutside(theirs, name) && theirs.hasOutside(mine, name);
        boolean otherNumbers = mine.disagrees(theirs, number) && mine.shared(theirs, name).length == 0;
        boolean otherCountry = mine.hasOutside(theirs, country) || theirs.hasOutside(mine, country);
        return (cosine > NEARLY_EQUAL && (otherNames || otherNumbers)) || (cosine > EQUAL && otherCountry);
    }

    private static Map<String, List<Double>> amounts(Compared text, InvertedIndex index) {
        return Arrays.stream(text.all().ids())
                .mapToObj(index::term)
                .filter(term -> !term.unit().isEmpty())
                .collect(groupingBy(Term::unit, mapping(Term::number, toList())));
    }

    /// Whether they give different numbers of a unit; of certain units, if there are any.
    private static boolean disagree(Map<String, List<Double>> one, Map<String, List<Double>> other, Set<String> units) {
        return one.entrySet().stream()
                .filter(each -> units.isEmpty() || units.contains(each.getKey()))
                .anyMatch(each -> other.containsKey(each.getKey())
                        && each.getValue().stream()
                                .allMatch(mine -> other.get(each.getKey()).stream()
                                        .allMatch(theirs ->
                                                Math.abs(mine - theirs) > (units.isEmpty() ? 0 : TOLERANCE))));
    }
}
