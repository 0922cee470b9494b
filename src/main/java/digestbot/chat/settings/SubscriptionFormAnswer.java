package digestbot.chat.settings;

import digestbot.audience.DeliverySchedule;
import digestbot.audience.Subscription;
import digestbot.button.AfterZoneChoice;
import digestbot.button.SettingsPress;
import digestbot.chat.api.Reply;
import digestbot.chat.common.CommandContext;
import digestbot.content.Content;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Takes over what a submitted form about a subscription says.
final class SubscriptionFormAnswer {

    private final SubscriptionScreens screens;
    private final SubscriptionSettings settings;
    private final SubmittedPerspectives perspectives;

    SubscriptionFormAnswer(Library library, SubscriptionScreens screens, SubscriptionSettings settings) {
        this.screens = screens;
        this.settings = settings;
        this.perspectives = new SubmittedPerspectives(library);
    }

    /// A local time needs the time zone: if it was not chosen yet, it is asked for, and the schedule is saved
    /// with it.
    Reply filled(
            CommandContext context,
            LibraryTopic topic,
            Subscription before,
            SettingsPress.OpenForm form,
            Map<String, List<String>> values) {
        SubmittedSubscriptionForm submitted = SubmittedSubscriptionForm.of(
                context.texts(),
                before,
                perspectives.choice(
                        context,
                        topic,
                        before.reading().perspectives(),
                        form.shown(),
                        values.getOrDefault(SubscriptionForm.PERSPECTIVES, List.of())),
                values);
        Subscription wanted = submitted.subscription();
        if (submitted.problem().isEmpty()
                && wanted.schedule().timeOfDay().isPresent()
                && !context.preferences().hasZone()) {
            settings.save(context, before, wanted.withSchedule(before.schedule()));
            return new Reply.EditPressed(TimeZoneScreens.first(
                    context, new AfterZoneChoice.SaveSchedule(topic.number(), wanted.schedule())));
        }
        Subscription saved = settings.save(context, before, wanted);
        return new Reply.EditPressed(screens.topic(
                context,
                topic,
                saved,
                submitted.problem().or(() -> QuietHoursScreen.warning(context, saved.schedule())),
                submitted.entered()));
    }

    /// Saves a schedule that waited for the time zone.
    Content scheduled(CommandContext context, LibraryTopic topic, Subscription before, DeliverySchedule schedule) {
        Subscription saved = settings.save(context, before, before.withSchedule(schedule));
        return screens.topic(context, topic, saved, QuietHoursScreen.warning(context, schedule), Optional.empty());
    }
}
