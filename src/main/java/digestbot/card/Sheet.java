package digestbot.card;

import java.util.List;

/// All that is drawn, in this order.
record Sheet(int width, int height, List<Mark> marks) {
    Sheet {
        marks = List.copyOf(marks);
    }
}
