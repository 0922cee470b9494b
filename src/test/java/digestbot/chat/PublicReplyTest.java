package digestbot.chat;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.audience.Preferences;
import digestbot.audience.Subscriber;
import digestbot.chat.CommandContext.PublicPart;
import digestbot.chat.DigestLookup.DigestPart;
import digestbot.content.Content;
import digestbot.content.action.Invocation;
import digestbot.content.action.ReadAction;
import digestbot.delivery.api.Destination;
import digestbot.i18n.Texts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What everybody in a chat reads is in the language of the chat, whoever asked. Only
/// [CommandContext#forAll] makes such a reply, and gives its maker a context that knows no other
/// language.
class PublicReplyTest {

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("digestbot");

    @ParameterizedTest
    @EnumSource
    void everybodyReadsTheLanguageOfTheChat(Platform platform) {
        CommandContext asked = context(platform, ChatType.GROUP, "zh");
        assertThat(asked.language()).isEqualTo(platform == Platform.DISCORD ? "zh" : "es");
        List<String> languages = asked.forAll(all -> Optional.of(Stream.of(
                                all.texts(),
                                all.personalTexts(),
                                all.withLanguage(all.language()).texts())
                        .map(Texts::language)
                        .toList()))
                .orElseThrow()
                .part();
        assertThat(languages).containsOnly("es");
        assertThat(asked.forAll(_ -> Optional.of("")).orElseThrow().language()).isEqualTo("es");
        assertThat(asked.forAll(_ -> Optional.empty())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void inAPrivateChatEverybodyIsThePerson(Platform platform) {
        Content content = Content.text("hello", List.of());
        assertThat(context(platform, ChatType.PRIVATE, "zh")
                        .inPrivateChat(content)
                        .language())
                .isEqualTo("zh");
        assertThat(context(platform, ChatType.PRIVATE, "zh")
                        .forAll(all -> Optional.of(all.language()))
                        .orElseThrow()
                        .part())
                .isEqualTo("zh");
        assertThatThrownBy(() -> context(platform, ChatType.GROUP, "zh").inPrivateChat(content))
                .isInstanceOf(IllegalStateException.class);
    }

    /// A class could keep anything in its fields.
    @Test
    void itsMakersAreNoClasses() {
        noClasses()
                .that(describe("are classes", type -> !type.isInterface()))
                .should()
                .beAssignableTo(PublicPart.class)
                .orShould()
                .beAssignableTo(DigestPart.class)
                .check(PRODUCT);
    }

    /// The language of the person's client; values are suggested to them alone.
    @Test
    void onlyTheDispatcherKnowsTheLanguageOfAClient() {
        noClasses()
                .that()
                .resideInAPackage("digestbot.chat..")
                .and()
                .resideOutsideOfPackage("digestbot.chat.dispatch")
                .should()
                .callMethod(Person.class, "language")
                .check(PRODUCT);
    }

    /// Without private answers, everybody in a group reads what is said to a member. Toasts and forms
    /// are seen by the person alone in any chat; the others store a language.
    @Test
    void onlyWhatThePersonAloneSeesIsInTheirLanguageInAnyChat() {
        assertThat(PRODUCT.stream()
                        .flatMap(type -> type.getMethodCallsFromSelf().stream())
                        .filter(call -> call.getTarget().getName().equals("personalTexts"))
                        .map(call -> call.getOriginOwner().getSimpleName() + "."
                                + call.getOrigin().getName().replaceFirst("^lambda\\$(\\w+)\\$.*", "$1")))
                .containsOnly(
                        "CommandContext.preferences",
                        "CommandContext.toast",
                        "DigestCommands.vote",
                        "MistakeCommand.form",
                        "SearchCommand.ask",
                        "Settings.language",
                        "SubscribeCommands.subscriber",
                        "WordCommands.ask");
    }

    private static CommandContext context(Platform platform, ChatType kind, String language) {
        var chat = new Chat(platform, 1, kind, "");
        var request = new CommandRequest(
                new Person(platform, 2, language),
                new Destination(chat, 0),
                false,
                Optional.empty(),
                Invocation.typed(new ReadAction.ShowToday()));
        var subscriber = new Subscriber(1, chat, Preferences.DEFAULT.withLanguage("es"), Optional.empty());
        return new CommandContext(null, request, Optional.of(subscriber), language, Instant.EPOCH, false);
    }
}
