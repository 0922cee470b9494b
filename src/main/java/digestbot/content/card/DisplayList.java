package digestbot.content.card;

import digestbot.content.card.StyledText.TextRun;
import java.util.List;

/// All items of a picture, in the order in which they are painted.
record DisplayList(int width, int height, List<DisplayItem> items) {

    /// A drawn item. Positions are in pixels from the sheet's upper left corner; colours are
    /// 0xRRGGBB.
    sealed interface DisplayItem {

        record RoundedBox(double x, double y, double width, double height, double radius, int colour)
                implements DisplayItem {}

        /// `background` is the colour behind the text; `wide` is true for Chinese text.
        record TextItem(
                double x, double baseline, double size, int colour, int background, List<TextRun> spans, boolean wide)
                implements DisplayItem {

            String plain() {
                return String.join("", spans.stream().map(TextRun::text).toList());
            }
        }
    }
}
