package digestbot.card;

import java.util.List;

/// All that is drawn, in this order.
record DisplayList(int width, int height, List<DisplayItem> items) {
    DisplayList {
        items = List.copyOf(items);
    }
}
