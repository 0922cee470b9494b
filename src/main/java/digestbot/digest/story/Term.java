package digestbot.digest.story;

/// A word, name or number as texts are compared by it. Terms of words are of one language.
record Term(Kind kind, String key) {

    static final double RARE = 0.004;

    enum Kind {
        WORD,
        /// A meaning that words of several languages share.
        CONCEPT,
        /// A word that is written in capitals in the middle of a sentence.
        NAME,
        /// A name of the table: a country, an organisation, a place or a person.
        ENTITY,
        NUMBER
    }

    /// In how many texts of the news it is, as a share of all.
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

    /// Whether it is in the news every day.
    boolean isUsual() {
        return usualFrequency() > 0.04;
    }

    boolean isCountry() {
        return kind == Kind.ENTITY && key.startsWith("country ");
    }

    /// What a number counts; empty if that is not known.
    String unit() {
        return kind == Kind.NUMBER ? key.substring(key.indexOf(' ') + 1) : "";
    }

    double number() {
        return Double.parseDouble(key.substring(0, key.indexOf(' ')));
    }
}
