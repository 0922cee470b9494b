package digestbot.button;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.DeliverySchedule;
import digestbot.audience.Layout;
import digestbot.audience.Length;
import digestbot.audience.Platform;
import digestbot.audience.QuietHours;
import digestbot.audience.Region;
import digestbot.audience.WordKind;
import digestbot.digest.DigestView;
import digestbot.digest.OutletKind;
import digestbot.vote.Vote;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PressTest {

    private static final AfterZoneChoice SETTINGS = new AfterZoneChoice.Settings();

    private static final int MOST_BYTES = 60;

    /// The preview of a broadcast to two thousand million chats.
    private static final PreviewFingerprint SHOWN = PreviewFingerprint.of("News", "everyone", "", 2_000_000_000);

    /// The data on a button, and its press.
    record WireForm(String data, Press press) {}

    /// One of each kind.
    static Stream<WireForm> wireForms() {
        return Stream.of(
                new WireForm("1:v:7:s1:2", new Press.Show(7, new DigestView.OnePerspective(1), 2)),
                new WireForm("1:o:7:s1", new Press.ShowSeparately(7, new DigestView.OnePerspective(1))),
                new WireForm("1:m:7:s1", new Press.ReportMistake(7, new DigestView.OnePerspective(1))),
                new WireForm("1:j:7:o", new Press.VoteOnDigest(7, Vote.ONE_SIDED)),
                new WireForm("1:i:7:s1:2", new Press.ShareHere(7, new DigestView.OnePerspective(1), 2)),
                new WireForm("1:t:2", new Press.ShowTopics(2)),
                new WireForm("1:h", new Press.ShowHelp()),
                new WireForm("1:n", new Press.ShowToday()),
                new WireForm("1:q:f:k3y:2", new LookupPress.SearchResults("k3y", 2)),
                new WireForm("1:q:s", new LookupPress.AskToSearch()),
                new WireForm("1:q:l:2", new LookupPress.ShowLatest(2)),
                new WireForm("1:q:c:7", new LookupPress.ShowChanges(7)),
                new WireForm("1:q:d:20260205", new LookupPress.ShowDay(LocalDate.of(2026, 2, 5))),
                new WireForm("1:q:m:2", new LookupPress.ShowMissed(2)),
                new WireForm("1:s:7", new Press.SubscribeTopic(7)),
                new WireForm("1:u:7", new Press.UnsubscribeTopic(7)),
                new WireForm("1:a:1", new Press.SetAllTopics(true)),
                new WireForm("1:x", new Press.StopDeliveries()),
                new WireForm("1:r", new Press.ResumeDeliveries()),
                new WireForm("1:w:7", new Press.WithdrawDigest(7)),
                new WireForm("1:y:7:s1", new Press.ReportMistakeIn(7, new DigestView.OnePerspective(1))),
                new WireForm("1:c:settings", new Press.RunCommand("settings")),
                new WireForm("1:g:v:2", new SettingsPress.ShowSettings(2)),
                new WireForm("1:g:x", new SettingsPress.Close()),
                new WireForm("1:g:k:7", new SettingsPress.ShowSubscription(7)),
                new WireForm("1:g:p:7", new SettingsPress.Perspectives(7)),
                new WireForm("1:g:e:7", new SettingsPress.AllPerspectives(7)),
                new WireForm("1:g:l:7:f", new SettingsPress.SetLength(7, Length.FULL)),
                new WireForm("1:g:y:7:si", new SettingsPress.SetLayout(7, Layout.SIDE_BY_SIDE)),
                new WireForm("1:g:w:7", new SettingsPress.Time(7)),
                new WireForm("1:g:ws:7:480", new SettingsPress.SetTime(7, 480)),
                new WireForm("1:g:o:7", new SettingsPress.DeliverImmediately(7)),
                new WireForm("1:g:d:7", new SettingsPress.Days(7)),
                new WireForm("1:g:ds:7:65", new SettingsPress.SetDays(7, Set.of(DayOfWeek.MONDAY, DayOfWeek.SUNDAY))),
                new WireForm("1:g:t:7:1", new SettingsPress.DeliverTo(7, true)),
                new WireForm("1:g:r:7:7", new SettingsPress.DeliverWeekly(7, DayOfWeek.SUNDAY)),
                new WireForm("1:g:i:7:1:1", new SettingsPress.SetPerspective(7, 1, true)),
                new WireForm("1:g:j:7:1", new SettingsPress.PerspectiveFirst(7, 1)),
                new WireForm("1:f:l:f:2", new WordPress.ShowWords(WordKind.FOLLOW, 2)),
                new WireForm("1:f:r:m:7", new WordPress.RemoveWord(WordKind.MUTE, 7)),
                new WireForm("1:f:q:abc:1", new WordPress.FollowSearched("abc", 1)),
                new WireForm("1:g:h:7:2", new SettingsPress.HideOutlets(7, 2)),
                new WireForm("1:g:u:7:1:1", new SettingsPress.SetOutletHidden(7, 1, true)),
                new WireForm("1:g:s:1", new SettingsPress.SetCrossposting(true)),
                new WireForm("1:g:n:1", new SettingsPress.SetDiscussions(true)),
                new WireForm(
                        "1:g:f:1:3-2:w65-0037003f",
                        new SettingsPress.OpenForm(
                                1,
                                Optional.of(new ShownPerspectives(3, 2)),
                                Optional.of(new EnteredSchedule(
                                        EnteredSchedule.Kind.WEEKLY,
                                        Set.of(DayOfWeek.MONDAY, DayOfWeek.SUNDAY),
                                        "7?")))),
                new WireForm(
                        "1:g:fc:ab:sADkALQ",
                        new SettingsPress.OpenChatForm(
                                Set.of(ChatSwitch.BUNDLES, ChatSwitch.ANNOUNCEMENTS),
                                Optional.of(new EnteredQuiet(QuietHours.Mode.SILENT, "9-")))),
                new WireForm("1:g:ot:1", new SettingsPress.SetOwnThreads(true)),
                new WireForm("1:g:b:1", new SettingsPress.SetBundles(true)),
                new WireForm("1:g:m:1", new SettingsPress.SetBroadcasts(true)),
                new WireForm("1:g:a", new SettingsPress.Languages()),
                new WireForm("1:g:as:de", new SettingsPress.SetLanguage("de")),
                new WireForm("1:g:zc:1:7", new SettingsPress.ShowCities(1, new AfterZoneChoice.TopicTime(7))),
                new WireForm("1:g:z:q", new SettingsPress.ChooseRegion(new AfterZoneChoice.QuietHours())),
                new WireForm("1:g:zt:5", new SettingsPress.ChooseClock(Region.ISLANDS, SETTINGS)),
                new WireForm("1:g:zp:5:1140:2", new SettingsPress.ChooseZone(Region.ISLANDS, 60, 2, SETTINGS)),
                new WireForm("1:g:q", new SettingsPress.ShowQuietHours()),
                new WireForm("1:g:qs:1320:420", new SettingsPress.SetQuiet(1320, 420)),
                new WireForm("1:g:qf:480", new SettingsPress.QuietFrom(480)),
                new WireForm("1:g:qt:480", new SettingsPress.QuietTo(480)),
                new WireForm("1:g:qa", new SettingsPress.ChooseQuietFrom()),
                new WireForm("1:g:qe", new SettingsPress.ChooseQuietTo()),
                new WireForm("1:g:qm:s", new SettingsPress.SetQuietMode(QuietHours.Mode.SILENT)),
                new WireForm("1:g:qn", new SettingsPress.NoQuiet()),
                new WireForm("1:g:c:Europe/Berlin", new SettingsPress.SetZone(ZoneId.of("Europe/Berlin"))),
                new WireForm("1:b:v:7", new BroadcastPress.ShowBroadcast(7)),
                new WireForm("1:b:r:7", new BroadcastPress.ShowRecipients(7)),
                new WireForm(
                        "1:b:rc:7:a",
                        new BroadcastPress.ChooseCriterion(7, BroadcastPress.RecipientCriterion.ACTIVITY)),
                new WireForm("1:b:a:7", new BroadcastPress.ToEveryone(7)),
                new WireForm("1:b:p:7:d", new BroadcastPress.ToPlatform(7, Optional.of(Platform.DISCORD))),
                new WireForm("1:b:k:7:8", new BroadcastPress.ToTopic(7, 8)),
                new WireForm("1:b:i:7:8:1", new BroadcastPress.ToPerspective(7, 8, 1)),
                new WireForm("1:b:l:7:de", new BroadcastPress.ToLanguage(7, "de")),
                new WireForm("1:b:n:7:30", new BroadcastPress.ToActive(7, 30)),
                new WireForm("1:b:w:7:1", new BroadcastPress.ToggleImportant(7, true)),
                new WireForm("1:b:s:7:aXUXWeZ47Dx2qxvk", new BroadcastPress.SendBroadcast(7, Optional.of(SHOWN))),
                new WireForm("1:b:q:7:aXUXWeZ47Dx2qxvk", new BroadcastPress.AskToSend(7, Optional.of(SHOWN))),
                new WireForm("1:b:m:7", new BroadcastPress.SendToMe(7)),
                new WireForm("1:b:e:7", new BroadcastPress.EditText(7)),
                new WireForm("1:b:c:7:aXUXWeZ47Dx2qxvk", new BroadcastPress.ChooseTime(7, Optional.of(SHOWN))),
                new WireForm(
                        "1:b:t:7:29500000:aXUXWeZ47Dx2qxvk",
                        new BroadcastPress.SendAt(7, 29500000, Optional.of(SHOWN))),
                new WireForm("1:b:u:7", new BroadcastPress.UnscheduleBroadcast(7)),
                new WireForm("1:b:d:7", new BroadcastPress.DiscardBroadcast(7)),
                new WireForm("1:b:h:7", new BroadcastPress.PauseBroadcast(7)),
                new WireForm("1:b:g:7", new BroadcastPress.ResumeBroadcast(7)),
                new WireForm("1:b:x:7", new BroadcastPress.StopBroadcast(7)),
                new WireForm("1:b:y:7:3", new BroadcastPress.RetryBroadcast(7, OptionalLong.of(3))),
                new WireForm("1:b:o:7", new BroadcastPress.ConfirmWithdrawal(7)),
                new WireForm("1:b:z:7", new BroadcastPress.WithdrawBroadcast(7)),
                new WireForm("1:d:r:2", new OperatorPress.ShowRoles(2)),
                new WireForm("1:d:t:d:7", new OperatorPress.RemoveRole(Platform.DISCORD, 7)),
                new WireForm("1:d:a:2", new OperatorPress.ShowAuditLog(2)),
                new WireForm("1:d:h", new OperatorPress.ShowHeld()),
                new WireForm("1:d:l:7:s1", new OperatorPress.PreviewHeld(7, new DigestView.OnePerspective(1))),
                new WireForm("1:d:p:7", new OperatorPress.ReleaseDigest(7)),
                new WireForm("1:d:q:7", new OperatorPress.AskToReject(7)),
                new WireForm("1:d:n:7", new OperatorPress.RejectDigest(7)),
                new WireForm("1:d:c", new OperatorPress.CancelWithdrawal()),
                new WireForm("1:k:p", new PrivacyPress.ShowPrivacy()),
                new WireForm("1:k:e", new PrivacyPress.ExportData()),
                new WireForm("1:k:f", new PrivacyPress.AskToForget()),
                new WireForm("1:k:d", new PrivacyPress.ConfirmForget()));
    }

    static Stream<Press> presses() {
        List<DigestView> views = List.of(
                new DigestView.Overview(),
                new DigestView.OnePerspective(0),
                new DigestView.OnePerspective(19),
                new DigestView.SideBySide(),
                new DigestView.Sources(),
                new DigestView.Sources(true),
                new DigestView.Sources(false, Optional.of(OutletKind.STATE)),
                new DigestView.Sources(true, Optional.of(OutletKind.PUBLIC)),
                new DigestView.Sources(true, Optional.of(OutletKind.PRIVATE)));
        Stream<Press> shows = Stream.of(0L, 1L, 1_000_000_000_000L, Long.MAX_VALUE)
                .flatMap(digest -> views.stream()
                        .flatMap(view -> Stream.of(0, 1, 9_999).map(page -> new Press.Show(digest, view, page))));
        Stream<Press> others = Stream.of(
                new Press.ShowSeparately(1, new DigestView.Overview()),
                new Press.ShowSeparately(Long.MAX_VALUE, new DigestView.OnePerspective(99)),
                new Press.SubscribeTopic(0),
                new Press.SubscribeTopic(Long.MAX_VALUE),
                new Press.UnsubscribeTopic(12),
                new Press.SetAllTopics(true),
                new Press.SetAllTopics(false),
                new Press.ShowTopics(0),
                new Press.ShowTopics(3),
                new Press.ShowHelp(),
                new Press.ShowToday(),
                new Press.StopDeliveries(),
                new Press.ResumeDeliveries(),
                new LookupPress.SearchResults("z".repeat(24), 9_999),
                new LookupPress.SearchResults("1", 0),
                new LookupPress.ShowChanges(Long.MAX_VALUE),
                new LookupPress.ShowDay(LocalDate.of(1969, 7, 20)),
                new LookupPress.ShowMissed(0),
                new LookupPress.ShowMissed(9_999),
                new LookupPress.AskToSearch(),
                new Press.RunCommand("unsubscribe"));
        return Stream.of(shows, others, settings(), broadcasts()).flatMap(presses -> presses);
    }

    private static Stream<Press> settings() {
        Stream<Press> some = Stream.of(
                new SettingsPress.ShowSettings(),
                new SettingsPress.ShowSettings(9_999),
                new SettingsPress.Close(),
                new SettingsPress.ShowSubscription(1),
                new SettingsPress.Perspectives(1),
                new SettingsPress.SetPerspective(Long.MAX_VALUE, 19, true),
                new SettingsPress.SetPerspective(1, 0, false),
                new SettingsPress.AllPerspectives(1),
                new SettingsPress.PerspectiveFirst(Long.MAX_VALUE, 19),
                new SettingsPress.SetLayout(Long.MAX_VALUE, Layout.STACKED),
                new SettingsPress.SetLayout(1, Layout.SIDE_BY_SIDE),
                new SettingsPress.HideOutlets(Long.MAX_VALUE, 9_999),
                new WordPress.ShowWords(WordKind.MUTE, 9_999),
                new WordPress.RemoveWord(WordKind.FOLLOW, Long.MAX_VALUE),
                new WordPress.FollowSearched("z".repeat(24), 9_999),
                new SettingsPress.SetOutletHidden(Long.MAX_VALUE, 9_999, true),
                new SettingsPress.SetOutletHidden(1, 0, false),
                new SettingsPress.Time(1),
                new SettingsPress.SetTime(Long.MAX_VALUE, 1_439),
                new SettingsPress.SetTime(1, 0),
                new SettingsPress.DeliverImmediately(1),
                new SettingsPress.Days(1),
                new SettingsPress.SetDays(Long.MAX_VALUE, EnumSet.allOf(DayOfWeek.class)),
                new SettingsPress.SetDays(1, Set.of(DayOfWeek.SUNDAY)),
                new SettingsPress.DeliverTo(Long.MAX_VALUE, true),
                new SettingsPress.DeliverTo(1, false),
                new SettingsPress.SetCrossposting(true),
                new SettingsPress.SetCrossposting(false),
                new SettingsPress.SetDiscussions(true),
                new SettingsPress.SetDiscussions(false),
                new SettingsPress.OpenForm(1, Optional.empty()),
                new SettingsPress.OpenForm(
                        Long.MAX_VALUE,
                        Optional.of(new EnteredSchedule(
                                EnteredSchedule.Kind.AT, EnumSet.allOf(DayOfWeek.class), "早上七点半。"))),
                new SettingsPress.OpenForm(
                        1, Optional.of(new EnteredSchedule(EnteredSchedule.Kind.IMMEDIATELY, Set.of(), ""))),
                new SettingsPress.OpenForm(
                        Long.MAX_VALUE, Optional.of(new ShownPerspectives(Long.MAX_VALUE, 999)), Optional.empty()),
                new SettingsPress.OpenChatForm(Optional.empty()),
                new SettingsPress.OpenChatForm(EnumSet.allOf(ChatSwitch.class), Optional.empty()),
                new SettingsPress.OpenChatForm(
                        EnumSet.allOf(ChatSwitch.class),
                        Optional.of(new EnteredQuiet(QuietHours.Mode.HOLD, "晚上十点到第二天早上七点半之间吧"))),
                new SettingsPress.SetOwnThreads(true),
                new SettingsPress.SetOwnThreads(false),
                new SettingsPress.DeliverWeekly(Long.MAX_VALUE, DayOfWeek.MONDAY),
                new SettingsPress.DeliverWeekly(1, DayOfWeek.SUNDAY),
                new SettingsPress.SetBundles(true),
                new SettingsPress.SetBundles(false),
                new SettingsPress.Languages(),
                new SettingsPress.SetLanguage("zh"),
                new SettingsPress.ShowQuietHours(),
                new SettingsPress.SetQuiet(1_320, 420),
                new SettingsPress.SetQuiet(0, 1_439),
                new SettingsPress.QuietFrom(1_439),
                new SettingsPress.QuietTo(0),
                new SettingsPress.SetQuietMode(QuietHours.Mode.HOLD),
                new SettingsPress.SetQuietMode(QuietHours.Mode.SILENT),
                new SettingsPress.NoQuiet(),
                new SettingsPress.ChooseQuietFrom(),
                new SettingsPress.ChooseQuietTo(),
                new SettingsPress.ShowCities(0, SETTINGS),
                new SettingsPress.ShowCities(9_999, new AfterZoneChoice.TopicTime(Long.MAX_VALUE)),
                new SettingsPress.ChooseRegion(SETTINGS));
        return Stream.of(
                        some,
                        longest(),
                        Arrays.stream(Length.values()).map(length -> new SettingsPress.SetLength(7, length)),
                        Arrays.stream(Region.values())
                                .flatMap(region -> Stream.of(
                                        new SettingsPress.ChooseClock(region, SETTINGS),
                                        new SettingsPress.ChooseZone(region, -1_080, 0, SETTINGS),
                                        new SettingsPress.ChooseZone(
                                                region, 1_080, 9_999, new AfterZoneChoice.TopicTime(Long.MAX_VALUE)))),
                        ZoneId.getAvailableZoneIds().stream()
                                .flatMap(id -> Stream.of(
                                        new SettingsPress.SetZone(ZoneId.of(id)),
                                        new SettingsPress.SetZone(
                                                ZoneId.of(id), new AfterZoneChoice.TopicTime(Long.MAX_VALUE)))))
                .flatMap(presses -> presses);
    }

    /// Every zone, followed by what is saved with it.
    private static Stream<Press> longest() {
        var lastMinute = LocalTime.of(23, 59);
        Set<DayOfWeek> everyDay = EnumSet.allOf(DayOfWeek.class);
        List<AfterZoneChoice> after = List.of(
                new AfterZoneChoice.SaveQuiet(new QuietHours(lastMinute, LocalTime.of(23, 58), QuietHours.Mode.SILENT)),
                new AfterZoneChoice.SaveQuiet(
                        new QuietHours(LocalTime.MIDNIGHT, LocalTime.of(0, 1), QuietHours.Mode.HOLD)),
                new AfterZoneChoice.SaveSchedule(
                        Long.MAX_VALUE, new DeliverySchedule.Weekly(lastMinute, DayOfWeek.SUNDAY)),
                new AfterZoneChoice.SaveSchedule(Long.MAX_VALUE, new DeliverySchedule.At(lastMinute, everyDay)),
                new AfterZoneChoice.SaveSchedule(1, new DeliverySchedule.Weekly(LocalTime.MIDNIGHT, DayOfWeek.MONDAY)),
                new AfterZoneChoice.SaveSchedule(
                        1, new DeliverySchedule.At(LocalTime.MIDNIGHT, Set.of(DayOfWeek.MONDAY))));
        return ZoneId.getAvailableZoneIds().stream()
                .map(ZoneId::of)
                .flatMap(zone -> after.stream().map(then -> new SettingsPress.SetZone(zone, then)));
    }

    private static Stream<Press> broadcasts() {
        return Stream.of(
                new Press.WithdrawDigest(Long.MAX_VALUE),
                new Press.ReportMistake(Long.MAX_VALUE, new DigestView.OnePerspective(19)),
                new Press.ShareHere(Long.MAX_VALUE, new DigestView.OnePerspective(99), 9_999),
                new Press.ReportMistake(1, new DigestView.Sources()),
                new Press.ReportMistakeIn(Long.MAX_VALUE, new DigestView.OnePerspective(0)),
                new Press.ReportMistakeIn(1, new DigestView.Overview()),
                new Press.VoteOnDigest(Long.MAX_VALUE, Vote.BALANCED),
                new Press.VoteOnDigest(1, Vote.ONE_SIDED),
                new PrivacyPress.ShowPrivacy(),
                new PrivacyPress.ExportData(),
                new PrivacyPress.AskToForget(),
                new PrivacyPress.ConfirmForget(),
                new OperatorPress.ShowRoles(9_999),
                new OperatorPress.RemoveRole(Platform.TELEGRAM, 1),
                new OperatorPress.RemoveRole(Platform.DISCORD, Long.MAX_VALUE),
                new OperatorPress.ShowAuditLog(0),
                new OperatorPress.ShowAuditLog(9_999),
                new OperatorPress.ShowHeld(),
                new OperatorPress.PreviewHeld(Long.MAX_VALUE, new DigestView.OnePerspective(19)),
                new OperatorPress.PreviewHeld(1, new DigestView.Sources(true)),
                new OperatorPress.ReleaseDigest(Long.MAX_VALUE),
                new OperatorPress.AskToReject(Long.MAX_VALUE),
                new OperatorPress.RejectDigest(Long.MAX_VALUE),
                new OperatorPress.CancelWithdrawal(),
                new BroadcastPress.ShowBroadcast(1),
                new BroadcastPress.ShowRecipients(1),
                new BroadcastPress.ToEveryone(1),
                new BroadcastPress.ChooseCriterion(1, BroadcastPress.RecipientCriterion.PLATFORM),
                new BroadcastPress.ChooseCriterion(1, BroadcastPress.RecipientCriterion.TOPIC),
                new BroadcastPress.ChooseCriterion(1, BroadcastPress.RecipientCriterion.PERSPECTIVE),
                new BroadcastPress.ChooseCriterion(1, BroadcastPress.RecipientCriterion.LANGUAGE),
                new BroadcastPress.ChooseCriterion(1, BroadcastPress.RecipientCriterion.ACTIVITY),
                new BroadcastPress.ToPlatform(1, Optional.of(Platform.TELEGRAM)),
                new BroadcastPress.ToPlatform(Long.MAX_VALUE, Optional.of(Platform.DISCORD)),
                new BroadcastPress.ToPlatform(1, Optional.empty()),
                new BroadcastPress.ToTopic(1_000_000_000_000L, 1_000_000_000_000L),
                new BroadcastPress.ToTopic(1, 0),
                new BroadcastPress.ToPerspective(1_000_000_000_000L, 1_000_000_000_000L, 99),
                new BroadcastPress.ToLanguage(1, "de"),
                new BroadcastPress.ToLanguage(1, ""),
                new BroadcastPress.ToActive(1, 30),
                new BroadcastPress.ToActive(1, 0),
                new BroadcastPress.ToggleImportant(1, true),
                new BroadcastPress.ToggleImportant(1, false),
                new BroadcastPress.SendToMe(1),
                new BroadcastPress.ChooseTime(1, Optional.empty()),
                new BroadcastPress.ChooseTime(Long.MAX_VALUE / 100, Optional.of(SHOWN)),
                new BroadcastPress.SendAt(Long.MAX_VALUE, 29_500_000, Optional.empty()),
                new BroadcastPress.SendAt(99_999_999, 99_500_000, Optional.of(SHOWN)),
                new BroadcastPress.UnscheduleBroadcast(1),
                new BroadcastPress.PauseBroadcast(1),
                new BroadcastPress.ResumeBroadcast(1),
                new BroadcastPress.RetryBroadcast(1, OptionalLong.empty()),
                new BroadcastPress.RetryBroadcast(1_000_000_000_000L, OptionalLong.of(1_000_000_000)),
                new BroadcastPress.ConfirmWithdrawal(1),
                new BroadcastPress.WithdrawBroadcast(1),
                new SettingsPress.SetBroadcasts(true),
                new SettingsPress.SetBroadcasts(false),
                new BroadcastPress.SendBroadcast(1, Optional.empty()),
                new BroadcastPress.SendBroadcast(1, Optional.of(PreviewFingerprint.of("News", "", "", 0))),
                new BroadcastPress.SendBroadcast(1_000_000_000_000L, Optional.of(SHOWN)),
                new BroadcastPress.AskToSend(1_000_000_000_000L, Optional.of(SHOWN)),
                new BroadcastPress.StopBroadcast(1),
                new BroadcastPress.EditText(Long.MAX_VALUE),
                new BroadcastPress.DiscardBroadcast(Long.MAX_VALUE));
    }

    @ParameterizedTest
    @MethodSource("presses")
    void everyPressIsReadAsItWasWrittenAndIsShort(Press press) {
        assertThat(Press.decode(press.encode())).contains(press);
        assertThat(press.encode()).matches("[0-9A-Za-z:/_+-]+");
        assertThat(press.encode().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(MOST_BYTES);
    }

    @ParameterizedTest
    @MethodSource("wireForms")
    void everyKindOfButtonHasItsWireForm(WireForm form) {
        assertThat(form.press().encode()).isEqualTo(form.data());
        assertThat(Press.decode(form.data())).contains(form.press());
    }

    @Test
    void theWireFormOfEveryKindIsTestedOnce() {
        assertThat(wireForms().<Class<?>>map(form -> form.press().getClass()))
                .containsExactlyInAnyOrderElementsOf(
                        SealedTypes.leaves(Press.class).toList());
    }

    @Test
    void whatIsLeftOutMayBeWrittenToo() {
        assertThat(Press.decode("1:v:20512:r:0")).contains(new Press.Show(20512, new DigestView.Sources(), 0));
        assertThat(Press.decode("1:t:0")).contains(new Press.ShowTopics(0));
    }

    @Test
    void everyKindHasASpecWithACodeOfItsOwn() {
        List<String> codes = SealedTypes.leaves(Press.class)
                .map(kind -> ButtonCodec.specOf(kind).code())
                .toList();
        assertThat(codes).doesNotHaveDuplicates().allMatch(code -> code.matches("[a-z](:[a-z]{1,2})?"));
        assertThat(codes)
                .as("a family's letter is no button's")
                .doesNotContainAnyElementsOf(codes.stream()
                        .filter(code -> code.contains(":"))
                        .map(code -> code.substring(0, 1))
                        .toList());
    }

    @Test
    void onlyTheLastFieldIsLeftOut() {
        assertThat(SealedTypes.leaves(Press.class).map(ButtonCodec::specOf))
                .allSatisfy(spec ->
                        assertThat(spec.fields().reversed().stream().skip(1)).noneMatch(FieldCodec.Field::isOptional));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "1",
                "1:",
                "2:t",
                "0:t",
                "01:t",
                "1:t:",
                "1:T",
                " 1:t",
                "1:v",
                "1:v:1",
                "1:v:1:",
                "1:v:1:x",
                "1:v:1:s",
                "1:v:1:s-1",
                "1:v:1:s+1",
                "1:v:-1:o",
                "1:v:-0:o",
                "1:v:+1:o",
                "1:v:１:o",
                "1:v::o",
                "1:v:1:o:",
                "1:v:1:o:-1",
                "1:g:f:1:3",
                "1:g:f:1:0-",
                "1:g:fc:z",
                "1:g:fc:a:x",
                "1:g:fc:a:h*",
                "1:g:z:p0",
                "1:g:z:p",
                "1:g:z:pA",
                "1:g:z:p2gw05",
                "1:g:z:p1zzzzzzzzzzzzz",
                "1:g:z:w00001",
                "1:g:z:w3y801",
                "1:g:z:w47401",
                "1:g:z:wzzzz1",
                "1:g:z:x1",
                "1:g:z:sq",
                "1:g:z:q1",
                "1:v:1:o:1:1",
                "1:v:99999999999999999999:o",
                "1:s",
                "1:s:",
                "1:s:x",
                "1:v4",
                "1:g:",
                "1:g:k",
                "1:g:w:1:1440",
                "1:g:d:1:0",
                "1:g:d:1:128",
                "1:g:l:1:x",
                "1:g:y:1:s",
                "1:g:y:1:x",
                "1:v:1:bb",
                "1:v:1:rb",
                "1:v:1:rsa",
                "1:v:1:r0",
                "1:g:z:x",
                "1:c:",
                "1:c:Settings",
                "1:g:zc",
                "1:g:c:Europe/Nowhere",
                "1:g:c:+09:00",
                "1:k",
                "1:k:x",
                "1:k:e:1",
                "1:q:d:20261301",
                "1:q:d:1",
                "1:m:1",
                "1:y:1:x",
                "1:j:1",
                "1:j:1:x",
                "1:b",
                "1:b:v",
                "1:b:p:1:x",
                "1:b:s:1:",
                "1:b:s:1:abcdefghij",
                "1:b:s:1:abcdefghijA",
                "1:b:s:1:abcdefghi+1",
                "1:b:s:1:abcdefghijzzzzzzzzz",
                "1:b:t:1",
                "1:g",
                "1:g:ws:1:1440",
                "1:g:ds:1:0",
                "1:g:ds:1:128",
                "1:g:zt:6",
                "1:g:zp:0:2161:0",
                "1:b:t:1:x:abcdefghij1",
                "1:b:y:1:-1"
            })
    void whatIsOfAnotherVersionOrMalformedAsksForNothing(String data) {
        assertThat(Press.decode(data)).isEmpty();
    }

    @Test
    void noDataWhateverMakesReadingFail() {
        var random = new Random(5);
        List<String> parts = List.of(
                "1", "2", ":", "v", "s", "u", "t", "h", "o", "r", "g", "b", "w", "d", "k", "-", "+", "9", "٣", "\0",
                "😀", " ");
        for (int i = 0; i < 50_000; i++) {
            var data = new StringBuilder(random.nextBoolean() ? "1:" : "");
            for (int j = random.nextInt(12); j > 0; j--) {
                data.append(parts.get(random.nextInt(parts.size())));
            }
            Press.decode(data.toString())
                    .ifPresent(press -> assertThat(Press.decode(press.encode())).contains(press));
        }
    }
}
