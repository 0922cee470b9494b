package digestbot.card;

import java.util.List;

/// An item to paint, in pixels from the upper left corner of the sheet; colours are 0xRRGGBB.
sealed interface DisplayItem {

    /// A filled box with round corners.
    record RoundedBox(double x, double y, double width, double height, double radius, int colour)
            implements DisplayItem {}

    /// A line of text.
    ///
    /// @param background the colour behind it
    /// @param wide true for Chinese text
    record TextItem(
            double x, double baseline, double size, int colour, int background, List<TextRun> spans, boolean wide)
            implements DisplayItem {
        public TextItem {
            spans = List.copyOf(spans);
        }

        String plain() {
            return String.join("", spans.stream().map(TextRun::text).toList());
        }
    }
}
