package digestbot.card;

import java.util.List;

/// All items of a picture, in the order in which they are painted.
record DisplayList(int width, int height, List<DisplayItem> items) {
    DisplayList {
        items = List.copyOf(items);
    }
}
