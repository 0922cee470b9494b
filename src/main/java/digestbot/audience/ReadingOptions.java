package digestbot.audience;

public record ReadingOptions(PerspectiveChoice perspectives, Length length, Layout layout) {

    public static final ReadingOptions DEFAULT = new ReadingOptions(PerspectiveChoice.ALL, Length.FULL, Layout.STACKED);

    /// Parses the columns `perspectives`, `length` and `layout`.
    public static ReadingOptions of(String perspectives, String length, String layout) {
        return new ReadingOptions(
                PerspectiveChoice.of(perspectives),
                StoredEnum.of(Length.class, length),
                StoredEnum.of(Layout.class, layout));
    }

    public ReadingOptions withPerspectives(PerspectiveChoice others) {
        return new ReadingOptions(others, length, layout);
    }

    public ReadingOptions withLength(Length other) {
        return new ReadingOptions(perspectives, other, layout);
    }

    public ReadingOptions withLayout(Layout other) {
        return new ReadingOptions(perspectives, length, other);
    }
}
