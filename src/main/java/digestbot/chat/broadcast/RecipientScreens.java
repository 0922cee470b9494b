package digestbot.chat.broadcast;

import digestbot.audience.Platform;
import digestbot.broadcast.Broadcast;
import digestbot.broadcast.Broadcasts;
import digestbot.broadcast.RecipientCounter;
import digestbot.broadcast.RecipientFilter;
import digestbot.broadcast.RecipientsText;
import digestbot.button.BroadcastPress;
import digestbot.button.BroadcastPress.RecipientCriterion;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.Replies;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.digest.Perspective;
import digestbot.i18n.BroadcastPhrase;
import digestbot.i18n.Phrase;
import digestbot.i18n.Texts;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.StoredDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The screens that choose the recipients: first the filter, then its value. All filters must
/// match.
final class RecipientScreens {

    private static final int MAX_TOPICS = 15;
    private static final int MAX_PERSPECTIVES = 15;
    private static final List<Integer> DAYS = List.of(1, 7, 30, 90);

    private final Broadcasts broadcasts;
    private final RecipientCounter recipientCounter;
    private final RecipientChoices choices;

    RecipientScreens(Broadcasts broadcasts, RecipientCounter recipientCounter, RecipientChoices choices) {
        this.broadcasts = broadcasts;
        this.recipientCounter = recipientCounter;
        this.choices = choices;
    }

    /// The number of recipients and a sample recipient.
    List<String> lines(CommandContext context, Broadcast broadcast) {
        RecipientFilter recipients = broadcast.recipients();
        var recipientsText = new RecipientsText(context.texts());
        var counted = recipientCounter.cachedCount(context.transaction(), recipients);
        var names = choices.names(context.transaction(), recipients, context.language());
        List<String> lines = new ArrayList<>();
        lines.add(recipientsText.summary(counted, recipients, names));
        if (counted.total() == 0 && !recipients.isEveryone()) {
            lines.add(Replies.capital(recipientsText.describe(recipients, names)));
        }
        recipientsText.example(counted).ifPresent(lines::add);
        return lines;
    }

    /// The present recipients, with buttons for each criterion.
    ///
    /// @param unscheduled true if the broadcast is a draft again because of the last change
    Content criteriaScreen(CommandContext context, Broadcast broadcast, boolean unscheduled) {
        Texts texts = context.texts();
        long number = broadcast.number();
        RecipientFilter recipients = broadcast.recipients();
        List<Button> buttons = new ArrayList<>();
        if (broadcasts.platforms().size() > 1) {
            buttons.add(criterionButton(
                    texts,
                    BroadcastPhrase.BY_PLATFORM,
                    number,
                    RecipientCriterion.PLATFORM,
                    recipients.platform().isPresent()));
        }
        buttons.add(criterionButton(
                texts,
                BroadcastPhrase.BY_TOPIC,
                number,
                RecipientCriterion.TOPIC,
                recipients.topic().isPresent()));
        if (recipients.topic().isPresent()) {
            buttons.add(criterionButton(
                    texts,
                    BroadcastPhrase.BY_PERSPECTIVE,
                    number,
                    RecipientCriterion.PERSPECTIVE,
                    recipients.perspective().isPresent()));
        }
        buttons.add(criterionButton(
                texts,
                BroadcastPhrase.BY_LANGUAGE,
                number,
                RecipientCriterion.LANGUAGE,
                recipients.language().isPresent()));
        buttons.add(criterionButton(
                texts,
                BroadcastPhrase.BY_ACTIVITY,
                number,
                RecipientCriterion.ACTIVITY,
                recipients.activeWithinDays().isPresent()));
        List<List<Button>> rows = new ArrayList<>();
        rows.add(List.of(Replies.choice(
                texts.format(BroadcastPhrase.EVERYONE_BUTTON),
                new BroadcastPress.ToEveryone(number),
                recipients.isEveryone())));
        rows.addAll(Replies.inPairs(buttons));
        rows.add(List.of(Replies.toggle(
                texts.format(BroadcastPhrase.IMPORTANT_BUTTON),
                new BroadcastPress.ToggleImportant(number, !recipients.important()),
                recipients.important())));
        rows.add(List.of(Replies.button(texts, BroadcastPhrase.BACK_BUTTON, new BroadcastPress.ShowBroadcast(number))));
        List<String> lines = new ArrayList<>(lines(context, broadcast));
        if (unscheduled) {
            lines.add(texts.format(BroadcastPhrase.NOT_SCHEDULED));
        }
        return Replies.screen(texts.format(BroadcastPhrase.RECIPIENTS), lines, rows);
    }

    private static Button criterionButton(
            Texts texts, Phrase label, long number, RecipientCriterion criterion, boolean chosen) {
        return Replies.toggle(texts.format(label), new BroadcastPress.ChooseCriterion(number, criterion), chosen);
    }

    /// The values of one criterion.
    Content values(CommandContext context, Broadcast broadcast, RecipientCriterion criterion) {
        Texts texts = context.texts();
        List<List<Button>> rows = new ArrayList<>(Replies.inPairs(
                switch (criterion) {
                    case PLATFORM -> platforms(texts, broadcast);
                    case TOPIC -> topics(context, broadcast);
                    case PERSPECTIVE -> perspectives(context, broadcast);
                    case LANGUAGE -> languages(texts, broadcast);
                    case ACTIVITY -> activities(texts, broadcast);
                }));
        rows.add(List.of(Replies.button(
                texts, BroadcastPhrase.BACK_BUTTON, new BroadcastPress.ShowRecipients(broadcast.number()))));
        return Replies.text(texts.format(BroadcastPhrase.RECIPIENTS), rows);
    }

    private List<Button> platforms(Texts texts, Broadcast broadcast) {
        Optional<Platform> chosen = broadcast.recipients().platform();
        List<Button> buttons = new ArrayList<>();
        buttons.add(any(texts, new BroadcastPress.ToPlatform(broadcast.number(), Optional.empty()), chosen.isEmpty()));
        broadcasts.platforms().stream()
                .map(Optional::of)
                .map(platform -> Replies.choice(
                        platform.orElseThrow().title(),
                        new BroadcastPress.ToPlatform(broadcast.number(), platform),
                        chosen.equals(platform)))
                .forEach(buttons::add);
        return buttons;
    }

    private List<Button> topics(CommandContext context, Broadcast broadcast) {
        Optional<String> chosen = broadcast.recipients().topic();
        List<Button> buttons = new ArrayList<>();
        buttons.add(any(context.texts(), new BroadcastPress.ToTopic(broadcast.number(), 0), chosen.isEmpty()));
        choices.topics(context.transaction()).stream()
                .limit(MAX_TOPICS)
                .map(known -> topic(broadcast, known, chosen))
                .forEach(buttons::add);
        return buttons;
    }

    private static Button topic(Broadcast broadcast, LibraryTopic known, Optional<String> chosen) {
        return Replies.choice(
                known.topic().name(),
                new BroadcastPress.ToTopic(broadcast.number(), known.number()),
                chosen.filter(known.topic().id()::equalsIgnoreCase).isPresent());
    }

    private List<Button> perspectives(CommandContext context, Broadcast broadcast) {
        RecipientFilter recipients = broadcast.recipients();
        List<Button> buttons = new ArrayList<>();
        choices.newest(context.transaction(), recipients, context.language()).ifPresent(stored -> {
            choices.topics(context.transaction()).stream()
                    .filter(known -> recipients
                            .topic()
                            .filter(known.topic().id()::equalsIgnoreCase)
                            .isPresent())
                    .map(known -> any(
                            context.texts(),
                            new BroadcastPress.ToTopic(broadcast.number(), known.number()),
                            recipients.perspective().isEmpty()))
                    .forEach(buttons::add);
            buttons.addAll(perspectives(broadcast, stored));
        });
        return buttons;
    }

    private static List<Button> perspectives(Broadcast broadcast, StoredDigest stored) {
        List<Button> buttons = new ArrayList<>();
        List<Perspective> all = stored.digest().perspectives();
        for (int i = 0; i < Math.min(MAX_PERSPECTIVES, all.size()); i++) {
            String id = all.get(i).id();
            buttons.add(Replies.choice(
                    all.get(i).name(),
                    new BroadcastPress.ToPerspective(broadcast.number(), stored.number(), i),
                    broadcast
                            .recipients()
                            .perspective()
                            .filter(id::equalsIgnoreCase)
                            .isPresent()));
        }
        return buttons;
    }

    private static List<Button> languages(Texts texts, Broadcast broadcast) {
        Optional<String> chosen = broadcast.recipients().language();
        List<Button> buttons = new ArrayList<>();
        buttons.add(any(texts, new BroadcastPress.ToLanguage(broadcast.number(), ""), chosen.isEmpty()));
        Texts.languages().stream()
                .map(tag -> Replies.choice(
                        Replies.capital(texts.languageName(tag)),
                        new BroadcastPress.ToLanguage(broadcast.number(), tag),
                        chosen.equals(Optional.of(tag))))
                .forEach(buttons::add);
        return buttons;
    }

    private static List<Button> activities(Texts texts, Broadcast broadcast) {
        int chosen = broadcast.recipients().activeWithinDays().orElse(0);
        List<Button> buttons = new ArrayList<>();
        buttons.add(any(texts, new BroadcastPress.ToActive(broadcast.number(), 0), chosen == 0));
        DAYS.stream()
                .map(days -> Replies.choice(
                        texts.format(BroadcastPhrase.DAYS_BUTTON, days),
                        new BroadcastPress.ToActive(broadcast.number(), days),
                        chosen == days))
                .forEach(buttons::add);
        return buttons;
    }

    private static Button any(Texts texts, BroadcastPress press, boolean chosen) {
        return Replies.choice(texts.format(BroadcastPhrase.ANY_BUTTON), press, chosen);
    }
}
