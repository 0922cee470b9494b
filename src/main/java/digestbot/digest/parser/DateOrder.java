package digestbot.digest.parser;

import java.util.Arrays;
import java.util.Optional;

/// The order of day and month in dates such as 5/2/2026, as the front matter's `dates` says.
enum DateOrder {
    MONTH_FIRST("month-first", "month/day/year"),
    DAY_FIRST("day-first", "day/month/year");

    private final String key;
    private final String form;

    DateOrder(String key, String form) {
        this.key = key;
        this.form = form;
    }

    static Optional<DateOrder> of(String key) {
        return Arrays.stream(values())
                .filter(order -> order.key.equalsIgnoreCase(key))
                .findFirst();
    }

    String key() {
        return key;
    }

    String form() {
        return form;
    }

    DateOrder other() {
        return this == MONTH_FIRST ? DAY_FIRST : MONTH_FIRST;
    }
}
