package digestbot.card;

/// How a run of text is drawn.
record Ink(boolean strong, boolean slanted, boolean struck) {

    static final Ink PLAIN = new Ink(false, false, false);
    static final Ink STRONG = new Ink(true, false, false);
    static final Ink SLANTED = new Ink(false, true, false);

    Ink asStrong() {
        return new Ink(true, slanted, struck);
    }

    Ink asSlanted() {
        return new Ink(strong, true, struck);
    }

    Ink asStruck() {
        return new Ink(strong, slanted, true);
    }
}
