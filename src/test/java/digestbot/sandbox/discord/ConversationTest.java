package digestbot.sandbox.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import digestbot.clientview.ClientRow;
import digestbot.clientview.MessageDecoration;
import digestbot.sandbox.ClientForm;
import digestbot.sandbox.CommandOffer;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.buttons.Button;
import net.dv8tion.jda.api.components.container.Container;
import net.dv8tion.jda.api.components.label.Label;
import net.dv8tion.jda.api.components.selections.StringSelectMenu;
import net.dv8tion.jda.api.components.separator.Separator;
import net.dv8tion.jda.api.components.textdisplay.TextDisplay;
import net.dv8tion.jda.api.components.textinput.TextInput;
import net.dv8tion.jda.api.components.textinput.TextInputStyle;
import net.dv8tion.jda.api.events.interaction.ModalInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.CommandAutoCompleteInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.StringSelectInteractionEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.interactions.commands.OptionMapping;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import net.dv8tion.jda.api.interactions.commands.build.OptionData;
import net.dv8tion.jda.api.modals.Modal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// People talk to a bot that runs on JDA.
final class ConversationTest {

    private static final SandboxPerson ADA = new SandboxPerson(4_001, "Ada", "en");
    private static final SandboxPerson WEI = new SandboxPerson(4_002, "Wei", "zh-CN");

    private static SandboxBot bot;
    private static SandboxPlace news;

    /// Answers every command in the way that its name says.
    private static final class Answers extends ListenerAdapter {

        @Override
        public void onSlashCommandInteraction(SlashCommandInteractionEvent event) {
            switch (event.getName()) {
                case "echo" ->
                    event.reply(event.getOptions().stream()
                                    .map(option -> option.getName() + "=" + option.getAsString())
                                    .toList()
                                    .toString())
                            .queue();
                case "late" ->
                    event.deferReply()
                            .queue(hook -> hook.editOriginal("at last").queue());
                case "whisper" ->
                    event.reply("psst")
                            .setEphemeral(true)
                            .queue(hook -> hook.sendMessage("aloud").queue());
                case "who" ->
                    event.reply(event.getUser().getName() + " "
                                    + event.getUserLocale().getLocale() + " "
                                    + (event.getMember() != null
                                            && event.getMember().hasPermission(Permission.MANAGE_SERVER))
                                    + " "
                                    + event.getContext() + " " + event.getChannelType())
                            .queue();
                case "panel" ->
                    event.replyComponents(
                                    Container.of(
                                                    TextDisplay.of("## Panel\n-# small"),
                                                    Separator.createDivider(Separator.Spacing.SMALL))
                                            .withAccentColor(0x3B6FB6),
                                    ActionRow.of(
                                            Button.primary("go", "Go"),
                                            Button.link("https://example.org/a", "Read"),
                                            Button.secondary("no", "No").asDisabled()),
                                    ActionRow.of(StringSelectMenu.create("look")
                                            .setPlaceholder("Look at …")
                                            .addOption("First", "v1")
                                            .addOption("Second", "v2")
                                            .build()))
                            .useComponentsV2()
                            .queue();
                case "form" ->
                    event.replyModal(Modal.create("form", "A form")
                                    .addComponents(Label.of(
                                            "Say",
                                            TextInput.create("say", TextInputStyle.SHORT)
                                                    .build()))
                                    .build())
                            .queue();
                default -> {}
            }
        }

        @Override
        public void onCommandAutoCompleteInteraction(CommandAutoCompleteInteractionEvent event) {
            OptionMapping topic = event.getOption("topic");
            String typed = event.getFocusedOption().getValue();
            event.replyChoiceStrings(typed + "ina", topic == null ? "no topic" : topic.getAsString())
                    .queue();
        }

        @Override
        public void onButtonInteraction(ButtonInteractionEvent event) {
            event.editComponents(TextDisplay.of("pressed " + event.getButton().getLabel()))
                    .useComponentsV2()
                    .queue();
        }

        @Override
        public void onStringSelectInteraction(StringSelectInteractionEvent event) {
            event.deferEdit()
                    .queue(hook -> hook.editOriginalComponents(TextDisplay.of("chose " + event.getValues()))
                            .useComponentsV2()
                            .queue());
        }

        @Override
        public void onModalInteraction(ModalInteractionEvent event) {
            event.reply("said " + event.getValues().getFirst().getAsString()).queue();
        }
    }

    @BeforeAll
    static void start() throws InterruptedException {
        bot = new SandboxBot(new Answers());
        news = bot.sandbox.channel("news");
        bot.jda
                .updateCommands()
                .addCommands(
                        Commands.slash("echo", "Says the options")
                                .addOption(OptionType.STRING, "side", "A side", true, true)
                                .addOption(OptionType.STRING, "topic", "A topic")
                                .addOption(OptionType.INTEGER, "count", "How many")
                                .addOption(OptionType.BOOLEAN, "loud", "Whether loudly")
                                .addOptions(new OptionData(OptionType.STRING, "to", "Where to")
                                        .addChoice("this channel", "here")
                                        .addChoice("direct messages", "me")),
                        Commands.slash("late", "Answers late"),
                        Commands.slash("whisper", "Answers quietly"),
                        Commands.slash("who", "Says who asks"),
                        Commands.slash("panel", "Shows a panel"),
                        Commands.slash("form", "Opens a form"),
                        Commands.slash("mute", "Says nothing"))
                .complete();
    }

    @AfterAll
    static void stop() {
        bot.close();
    }

    @BeforeEach
    void forget() {
        bot.events.clear();
    }

    @Test
    void repliesToACommandInAChannel() {
        bot.sandbox.write(ADA, news, "/echo china");
        assertThat(text(shown())).isEqualTo("[side=china]");
        assertThat(shown().place()).isEqualTo(news);
    }

    @Test
    void takesOptionsByNameByPositionAndInQuotes() {
        bot.sandbox.write(ADA, news, "/echo topic:\"us china\" \"two words\" 3 to:Here loud:true");
        assertThat(text(shown())).isEqualTo("[topic=us china, side=two words, count=3, to=here, loud=true]");
    }

    @Test
    void refusesWhatTheClientWouldNotSend() {
        assertRefused("/nothing", "There is no command /nothing.");
        assertRefused("/echo", "/echo still needs: side.");
        assertRefused("/echo x count:many", "count takes a number");
        assertRefused("/echo x to:there", "to is one of: this channel, direct messages.");
        assertRefused("/late now", "there is no option for \"now\"");
    }

    @Test
    void showsADeferredReplyAsThinkingUntilItIsEdited() {
        bot.sandbox.write(ADA, news, "/late");
        ShownMessage thinking = shown();
        assertThat(text(thinking)).contains("thinking");
        await().untilAsserted(
                        () -> assertThat(bot.seen(SandboxEvent.Edited.class)).hasSize(1));
        ShownMessage edited = bot.seen(SandboxEvent.Edited.class).getFirst().message();
        assertThat(edited.id()).isEqualTo(thinking.id());
        assertThat(text(edited)).isEqualTo("at last");
    }

    @Test
    void showsAnEphemeralReplyToOnePersonAlone() {
        bot.sandbox.write(ADA, news, "/whisper");
        await().untilAsserted(() -> assertThat(messages()).hasSize(2));
        assertThat(messages().get(0).onlyFor()).contains(ADA);
        assertThat(messages().get(1).onlyFor()).isEmpty();
    }

    @Test
    void tellsTheBotWhoAsksAndWhere() {
        bot.sandbox.promote(news, WEI);
        bot.sandbox.write(WEI, news, "/who");
        assertThat(text(shown())).isEqualTo("wei zh-CN true GUILD TEXT");
        bot.events.clear();
        bot.sandbox.write(ADA, news, "/who");
        assertThat(text(shown())).isEqualTo("ada en-US false GUILD TEXT");
        bot.events.clear();
        bot.sandbox.write(ADA, bot.sandbox.directMessages(ADA), "/who");
        assertThat(text(shown())).isEqualTo("ada en-US false BOT_DM PRIVATE");
    }

    @Test
    void knowsChannelsThatAreMadeWhileTheBotRuns() {
        SandboxPlace fresh = bot.sandbox.channel("made-later");
        bot.sandbox.write(ADA, fresh, "/echo here");
        assertThat(shown().place()).isEqualTo(fresh);
        assertThat(bot.sandbox.channel("made-later")).isEqualTo(fresh);
    }

    @Test
    void suggestsChoicesForTheOptionInFocus() {
        assertThat(bot.sandbox.suggest(ADA, news, "/echo ch")).containsExactly("china", "no topic");
        assertThat(bot.sandbox.suggest(ADA, news, "/echo topic:trade side:")).containsExactly("ina", "trade");
        await().untilAsserted(
                        () -> assertThat(bot.seen(SandboxEvent.Suggested.class)).hasSize(2));
        assertThat(bot.seen(SandboxEvent.Suggested.class).getFirst().option()).isEqualTo("side");
    }

    @Test
    void listsTheCommandsThatAClientOffers() {
        assertThat(bot.sandbox.offered(ADA, news))
                .extracting(CommandOffer::name)
                .containsExactly("echo", "form", "late", "mute", "panel", "whisper", "who");
        CommandOffer echo = bot.sandbox.offered(ADA, news).getFirst();
        assertThat(echo.options().getFirst())
                .isEqualTo(new CommandOffer.Option("side", "A side", true, true, List.of()));
        assertThat(echo.options().getLast().choices()).containsExactly("this channel", "direct messages");
    }

    @Test
    void saysWhatIsDrawnAroundAPanel() {
        bot.sandbox.write(ADA, news, "/panel");
        MessageDecoration decoration = shown().decoration();
        assertThat(decoration.boxes()).containsExactly(new MessageDecoration.EmbedBox(0, 3, OptionalInt.of(0x3B6FB6)));
        assertThat(decoration.colours()).isEqualTo(Map.of(1, MessageDecoration.Colour.PRIMARY));
    }

    @Test
    void aFormSaysItsFieldsAndCanBeClosedUnsent() {
        bot.sandbox.write(ADA, news, "/form");
        await().untilAsserted(() ->
                assertThat(bot.seen(SandboxEvent.FormOpened.class)).hasSize(1));
        assertThat(bot.seen(SandboxEvent.FormOpened.class).getFirst().form())
                .isEqualTo(new ClientForm(
                        "A form",
                        List.of(new ClientForm.Field("say", "Say", "", "", true, false, 4_000, "", List.of(), true))));
        bot.sandbox.dismiss(ADA, news);
        assertThatThrownBy(() -> bot.sandbox.submit(ADA, news, Map.of("say", "hello")))
                .hasMessageContaining("No form is open");
    }

    @Test
    void drawsAPanelAsPeopleSeeIt() {
        bot.sandbox.write(ADA, news, "/panel");
        List<ClientRow> rows = shown().rows();
        assertThat(rows.get(0)).isInstanceOfSatisfying(ClientRow.Line.class, line -> {
            assertThat(line.kind()).isEqualTo(ClientRow.LineKind.HEADING);
            assertThat(line.accent()).isEqualTo(OptionalInt.of(0x3B6FB6));
        });
        assertThat(rows.get(1))
                .isInstanceOfSatisfying(
                        ClientRow.Line.class, line -> assertThat(line.kind()).isEqualTo(ClientRow.LineKind.SMALL));
        assertThat(rows.get(2)).isEqualTo(new ClientRow.Divider());
        assertThat(rows.get(3))
                .isEqualTo(new ClientRow.ButtonRow(List.of(
                        new ClientRow.ClientButton(1, "Go", Optional.empty(), true),
                        new ClientRow.ClientButton(2, "Read", Optional.of("https://example.org/a"), true),
                        new ClientRow.ClientButton(3, "No", Optional.empty(), false))));
        assertThat(rows.get(4)).isEqualTo(new ClientRow.SelectMenu(4, "Look at …", List.of("First", "Second")));
    }

    @Test
    void pressesButtonsAndPicksFromMenus() {
        bot.sandbox.write(ADA, news, "/panel");
        long first = shown().id();
        bot.sandbox.press(ADA, news, first, 1, 0);
        await().untilAsserted(() -> assertThat(edits()).containsExactly("pressed Go"));

        bot.events.clear();
        bot.sandbox.write(ADA, news, "/panel");
        long second = shown().id();
        bot.sandbox.press(ADA, news, second, 4, 1);
        await().untilAsserted(() -> assertThat(edits()).containsExactly("chose [v2]"));
    }

    @Test
    void opensLinksAndRefusesWhatCannotBePressed() {
        bot.sandbox.write(ADA, news, "/panel");
        long panel = shown().id();
        bot.sandbox.press(WEI, news, panel, 2, 0);
        await().untilAsserted(() -> assertThat(bot.seen(SandboxEvent.Opened.class))
                .containsExactly(new SandboxEvent.Opened(news, WEI, "https://example.org/a")));
        assertThatThrownBy(() -> bot.sandbox.press(ADA, news, panel, 3, 0)).hasMessageContaining("cannot be pressed");
        assertThatThrownBy(() -> bot.sandbox.press(ADA, news, panel, 5, 0)).hasMessageContaining("4 buttons");
        assertThatThrownBy(() -> bot.sandbox.press(ADA, news, panel, 4, 2)).hasMessageContaining("no choice 2");
        assertThatThrownBy(() -> bot.sandbox.press(ADA, news, 1, 1, 0)).hasMessageContaining("no message 1");
    }

    @Test
    void submitsAForm() {
        bot.sandbox.write(ADA, news, "/form");
        await().untilAsserted(() ->
                assertThat(bot.seen(SandboxEvent.FormOpened.class)).hasSize(1));
        bot.sandbox.submit(ADA, news, Map.of("say", "hello"));
        assertThat(text(shown())).isEqualTo("said hello");
    }

    @Test
    void aPlainLineFillsTheFormThatIsOpen() {
        bot.sandbox.write(ADA, news, "/form");
        await().untilAsserted(() ->
                assertThat(bot.seen(SandboxEvent.FormOpened.class)).hasSize(1));
        bot.sandbox.write(ADA, news, "hello there");
        assertThat(text(shown())).isEqualTo("said hello there");
    }

    @Test
    void tellsThePersonWhenTheBotDoesNotAnswerInTime() {
        bot.sandbox.acknowledgeWithin(Duration.ofMillis(50));
        try {
            bot.sandbox.write(ADA, news, "/mute");
            await().untilAsserted(() -> assertThat(bot.seen(SandboxEvent.Toast.class))
                    .containsExactly(new SandboxEvent.Toast(news, ADA, "The application did not respond")));
        } finally {
            bot.sandbox.acknowledgeWithin(Duration.ofSeconds(3));
        }
    }

    @Test
    void showsPlainLinesButKeepsThemFromTheBot() {
        bot.sandbox.write(ADA, news, "just talking");
        await().untilAsserted(
                        () -> assertThat(bot.seen(SandboxEvent.Shown.class)).hasSize(1));
        ShownMessage line = bot.seen(SandboxEvent.Shown.class).getFirst().message();
        assertThat(line.author()).contains(ADA);
        assertThat(line.onlyFor()).isEmpty();
        assertThat(bot.sandbox.screen(news)).last().isEqualTo(line);
    }

    private static void assertRefused(String line, String sentence) {
        assertThatThrownBy(() -> bot.sandbox.write(ADA, news, line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }

    /// The bot's first message since the test began.
    private static ShownMessage shown() {
        await().untilAsserted(() -> assertThat(messages()).isNotEmpty());
        return messages().getFirst();
    }

    private static List<ShownMessage> messages() {
        return bot.seen(SandboxEvent.Shown.class).stream()
                .map(SandboxEvent.Shown::message)
                .filter(message -> message.author().isEmpty())
                .toList();
    }

    private static List<String> edits() {
        return bot.seen(SandboxEvent.Edited.class).stream()
                .map(edited -> text(edited.message()))
                .toList();
    }

    private static String text(ShownMessage message) {
        return ((ClientRow.Line) message.rows().getFirst())
                .spans().stream().map(span -> span.text()).reduce("", String::concat);
    }
}
