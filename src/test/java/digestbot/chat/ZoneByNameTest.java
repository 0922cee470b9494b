package digestbot.chat;

import static digestbot.chat.ConversationFixture.PRIVATE;
import static digestbot.chat.ConversationFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Platform;
import digestbot.chat.Suggestions.Suggestion;
import digestbot.chat.dispatch.DigestSuggestions;
import digestbot.chat.settings.TimeZones;
import digestbot.content.action.SettingsAction;
import digestbot.content.action.SettingsAction.Screen;
import digestbot.content.action.SubscribeAction;
import digestbot.i18n.Texts;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

@InConversation(golden = true)
class ZoneByNameTest {

    private ConversationFixture conversation;

    @Test
    void aNameThatIsClearHoldsAtOnce() {
        var softly = new SoftAssertions();
        """
            berlin              | Europe/Berlin
            BERLIN              | Europe/Berlin
            Europe/Berlin       | Europe/Berlin
            europe berlin       | Europe/Berlin
            berl                | Europe/Berlin
            münchen             | Europe/Berlin
            Munchen             | Europe/Berlin
            deutschland         | Europe/Berlin
            Zürich              | Europe/Zurich
            new york            | America/New_York
            New_York            | America/New_York
            newyork             | America/New_York
            york                | America/New_York
            nueva york          | America/New_York
            São Paulo           | America/Sao_Paulo
            sao-paulo           | America/Sao_Paulo
            buenos              | America/Buenos_Aires
            Ho Chi Minh         | Asia/Ho_Chi_Minh
            beijing             | Asia/Shanghai
            北京                | Asia/Shanghai
            mumbai              | Asia/Kolkata
            Tell City           | America/Indiana/Tell_City
            calcutta            | Asia/Kolkata
            Asia/Katmandu       | Asia/Kathmandu
            kiev                | Europe/Kyiv
            tell city, indiana  | America/Indiana/Tell_City
            utc                 | UTC
            cet                 | CET
            Etc/GMT-2           | Etc/GMT-2
            UTC+0               | UTC
            """.lines().map(line -> line.split("\\|")).forEach(line -> {
            Reply reply = conversation.privately(new SettingsAction.SetTimeZone(line[0].strip()));
            softly.assertThat(told(reply)).as(line[0]).startsWith("Whisper: Your digests");
            softly.assertThat(conversation.subscriber(PRIVATE).preferences().zone())
                    .as(line[0])
                    .isEqualTo(ZoneId.of(line[1].strip()));
        });
        softly.assertAll();
        conversation.takeTranscript();
    }

    @Test
    void everyPlaceIsFoundByItsNameAndByItsId() {
        assertThat(TimeZones.places())
                .allMatch(zone -> TimeZones.named(TimeZones.place(zone)).contains(zone));
        assertThat(TimeZones.places())
                .as("a zone's own id means it, whatever else has the name")
                .allMatch(zone -> TimeZones.named(zone.getId()).equals(List.of(zone)));
        assertThat(ZoneId.getAvailableZoneIds())
                .noneMatch(id -> TimeZones.named(id).isEmpty());
        assertThat(List.of("Asia/Katmandu", "America/Indiana/Knox", "Etc/GMT-2", "US/Pacific"))
                .noneMatch(id -> TimeZones.suggested(id).isEmpty());
    }

    @Test
    void aPlaceIsOfferedOnceWhateverItWasCalledBefore() {
        zone("+05:30");
        assertThat(TimeZones.places())
                .map(ZoneId::getId)
                .doesNotContain("Asia/Katmandu", "Asia/Saigon", "Australia/NSW");
    }

    @Test
    void namesOfSeveralPlacesMistakesAndUnknownNamesAreAnsweredWithTheNearestPlaces() {
        zone("lon", "usa", "a");
        zone("berln", "sjanghai", "londn", "new yrok", "stokholm");
        zone("the middle of nowhere", "???", "/", "+", "99:99", "12:99");
    }

    /// The second one is now on either of two days.
    @Test
    void anOffsetOrATimeOfDayOffersThePlacesThatHaveItNow() {
        zone("+02:00", "+2", "UTC+2", "utc +0200", "GMT+02");
        zone("+02:17", "-15", "−03:30", "UTC+99");
        zone("17:28", "17:37", "1:00");
    }

    @Test
    void withoutANameItIsFoundByTapping() {
        zone("");
        conversation.as(Platform.DISCORD, "de");
        conversation.onDiscord(true, new SettingsAction.SetTimeZone(""));
    }

    private void zone(String... typed) {
        Stream.of(typed).forEach(each -> conversation.privately(new SettingsAction.SetTimeZone(each)));
    }

    @Test
    void discordSuggestsWhatIsTypedByItsNameThenById() {
        DigestSuggestions suggestions = conversation.suggestions();
        assertThat(zones(suggestions, "berl"))
                .containsExactly(new Suggestion("Berlin (Europe/Berlin)", "Europe/Berlin"));
        assertThat(values(zones(suggestions, "york"))).containsExactly("America/New_York");
        assertThat(values(zones(suggestions, "san"))).contains("America/Santiago", "America/Los_Angeles");
        assertThat(values(zones(suggestions, "indiana"))).contains("America/Indiana/Tell_City");
        assertThat(values(zones(suggestions, "berln"))).contains("Europe/Berlin");
        assertThat(values(zones(suggestions, ""))).hasSizeGreaterThan(25).startsWith("Europe/London");
        assertThat(values(zones(suggestions, "nowhere at all"))).isEmpty();
    }

    private static List<Suggestion> zones(DigestSuggestions suggestions, String typed) {
        return suggestions.zones(typed, Texts.of("en"));
    }

    private static List<String> values(List<Suggestion> suggestions) {
        return suggestions.stream().map(Suggestion::value).toList();
    }

    @Test
    void otherPlacesAreTypedAndLeadToTheTimeAsWell() {
        conversation.privately(new SubscribeAction.Subscribe("us-china", SubscribeAction.Target.DEFAULT));
        conversation.press(new SettingsAction.Open(1, Screen.TIME));
        conversation.tap("Other places…");
        assertThat(told(conversation.privately(new SettingsAction.SetTimeZone("oslo"))))
                .contains("Whisper: US vs China", "Time zone: Oslo");
    }

    @Test
    void aNameThatIsTypedAnswersTheQuestionAndLeadsBackToWhatItInterrupted() {
        conversation.privately(new SubscribeAction.Subscribe("us-china", SubscribeAction.Target.DEFAULT));
        conversation.press(new SettingsAction.Open(1, Screen.TIME));
        conversation.privately(new SettingsAction.SetTimeZone("berln"));
        assertThat(told(conversation.tap("Berlin"))).contains("US vs China", "Time zone: Berlin");
        conversation.press(new SettingsAction.ShowCities(0, new SettingsAction.Open(0, Screen.QUIET)));
        assertThat(told(conversation.privately(new SettingsAction.SetTimeZone("berlin"))))
                .contains("When should I stay quiet?", "Time zone: Berlin");
        conversation.press(new SettingsAction.ShowCities(0, new SettingsAction.Open(0, Screen.QUIET)));
        conversation.press(new SettingsAction.ShowSettings());
        assertThat(told(conversation.privately(new SettingsAction.SetTimeZone("paris"))))
                .contains("Your digests");
    }

    @Test
    void aZoneThatIsTypedWhileATimeIsChosenLeadsBackToTheTimeForAnHour() {
        conversation.privately(new SubscribeAction.Subscribe("us-china", SubscribeAction.Target.DEFAULT));
        conversation.privately(new SettingsAction.SetTimeZone("paris"));
        conversation.press(new SettingsAction.Open(1, Screen.TIME));
        conversation.press(new SettingsAction.Choose(1, "time", "0800"));
        assertThat(told(conversation.privately(new SettingsAction.SetTimeZone("berlin"))))
                .contains("Every day 08:00", "Time zone: Berlin", "When should it arrive?");
        conversation.pass(Duration.ofHours(2));
        assertThat(told(conversation.privately(new SettingsAction.SetTimeZone("paris"))))
                .contains("Your digests");
    }

    @Test
    void citiesAreInTheReadersLanguageAndTheirRegionComesFirst() {
        for (String language : List.of("en", "de", "es", "zh-hans")) {
            conversation.as(Platform.TELEGRAM, language);
            conversation.privately(new SettingsAction.SetTimeZone(""));
        }
        conversation.press(new SettingsAction.ShowCities(1, new SettingsAction.Open(0, Screen.OVERVIEW)));
        conversation.privately(new SettingsAction.SetTimeZone("罗马"));
    }
}
