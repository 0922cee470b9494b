package digestbot.subscription;

/// How somebody reads a topic: whose reports, how much of each, and how they stand to each other.
public record Reading(SideChoice sides, Length length, Layout layout) {

    /// What holds until something else is chosen.
    public static final Reading DEFAULT = new Reading(SideChoice.ALL, Length.FULL, Layout.STACKED);

    /// As the columns `sides`, `length` and `layout` say.
    public static Reading of(String sides, String length, String layout) {
        return new Reading(SideChoice.of(sides), Length.of(length), Layout.of(layout));
    }

    /// The same with other sides.
    public Reading withSides(SideChoice others) {
        return new Reading(others, length, layout);
    }

    /// The same with another length.
    public Reading withLength(Length other) {
        return new Reading(sides, other, layout);
    }

    /// The same with another layout.
    public Reading withLayout(Layout other) {
        return new Reading(sides, length, other);
    }
}
