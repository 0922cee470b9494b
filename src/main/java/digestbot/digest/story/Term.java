package digestbot.digest.story;

/// A word, name or number by which texts are compared. A word's term belongs to one language.
record Term(Kind kind, String key) {

    static final double RARE = 0.004;

    enum Kind {
        WORD,
        /// A meaning that words of several languages share.
        CONCEPT,
        /// A word that is capitalised in the middle of a sentence.
        NAME,
        /// A name from the table: a country, an organisation, a place or a person.
        ENTITY,
        NUMBER
    }

    /// The share of all news texts that have the term.
    double usualFrequency() {
        return switch (kind) {
            case WORD, NAME -> RARE;
            case CONCEPT -> 0.03;
            case ENTITY -> key.startsWith("country ") ? 0.08 : key.startsWith("person ") ? 0.05 : 0.015;
            case NUMBER -> key.length() <= 3 ? 0.03 : RARE;
        };
    }

    boolean isName() {
        return kind == Kind.NAME || kind == Kind.ENTITY;
    }

    /// Whether the term is in the news every day.
    boolean isUsual() {
        return usualFrequency() > 0.04;
    }

    boolean isCountry() {
        return kind == Kind.ENTITY && key.startsWith("country ");
    }

    /// The thing that a number counts; empty if it is unknown.
    String unit() {
        return kind == Kind.NUMBER ? key.substring(key.indexOf(' ') + 1) : "";
    }

    double number() {
        return Double.parseDouble(key.substring(0, key.indexOf(' ')));
    }
}
