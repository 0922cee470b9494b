package digestbot.chat;

import digestbot.content.Button;
import digestbot.content.action.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/// One page of a longer list. Pages count from 0.
public record ListPage<T>(List<T> shown, int number, int last) {

    /// The requested page, or the last one if there are fewer by now.
    public static <T> ListPage<T> of(List<T> all, int size, int requestedPage) {
        int last = Math.max(0, Math.ceilDiv(all.size(), size) - 1);
        int number = Math.min(requestedPage, last);
        return new ListPage<>(all.subList(number * size, Math.min(all.size(), (number + 1) * size)), number, last);
    }

    /// The buttons of the page in pairs, and below them those to the pages beside it.
    public List<List<Button>> rows(Function<T, Button> button, IntFunction<Action> to) {
        List<List<Button>> rows =
                new ArrayList<>(ReplyFactory.inPairs(shown.stream().map(button).toList()));
        rows.addAll(pageButtons(to));
        return rows;
    }

    /// A row of buttons to the previous and the next page; no row if there is only one page.
    public List<List<Button>> pageButtons(IntFunction<Action> to) {
        List<Button> row = new ArrayList<>();
        if (number > 0) {
            row.add(Button.callback("‹ " + number + "/" + (last + 1), to.apply(number - 1)));
        }
        if (number < last) {
            row.add(Button.callback((number + 2) + "/" + (last + 1) + " ›", to.apply(number + 1)));
        }
        return row.isEmpty() ? List.of() : List.of(row);
    }
}
