package digestbot.card;

record TextStyle(boolean strong, boolean slanted, boolean struck) {

    static final TextStyle PLAIN = new TextStyle(false, false, false);
    static final TextStyle STRONG = new TextStyle(true, false, false);
    static final TextStyle SLANTED = new TextStyle(false, true, false);

    TextStyle asStrong() {
        return new TextStyle(true, slanted, struck);
    }

    TextStyle asSlanted() {
        return new TextStyle(strong, true, struck);
    }

    TextStyle asStruck() {
        return new TextStyle(strong, slanted, true);
    }
}
