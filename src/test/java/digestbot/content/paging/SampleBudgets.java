package digestbot.content.paging;

import digestbot.content.paging.MessageBudget.Cost;
import digestbot.discord.DiscordRenderer;
import digestbot.telegram.TelegramRenderer;

/// Budgets that count like the platforms, with limits of their own.
public final class SampleBudgets {

    private SampleBudgets() {}

    /// Counts visible UTF-16 units, the markup's bytes and formatted runs.
    public static MessageBudget runs(int units) {
        return new MessageBudget(
                new Cost(units, 8 * units, Math.max(24, units / 40)),
                TelegramRenderer.budget().costFunction());
    }

    /// Counts every character of the source text, links with their addresses.
    static MessageBudget source(int units) {
        return new MessageBudget(
                new Cost(units, Integer.MAX_VALUE, 40), DiscordRenderer.budget().costFunction());
    }
}
