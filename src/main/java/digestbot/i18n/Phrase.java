package digestbot.i18n;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// A phrase that the bot can say. Each feature has an enum of them, and commands have
/// [CommandText]; the wording is in `text/<language>.properties`.
public sealed interface Phrase
        permits AlarmPhrase,
                AuditPhrase,
                BroadcastPhrase,
                CommandPhrase,
                CommandText,
                DatePhrase,
                DigestPhrase,
                MistakePhrase,
                PrivacyPhrase,
                QuietHoursPhrase,
                ReplyPhrase,
                ReviewPhrase,
                RolePhrase,
                SearchPhrase,
                SettingsPhrase,
                SharePhrase,
                SitePhrase,
                StatusPhrase,
                SubscriptionPhrase,
                ThreadPhrase,
                VotePhrase,
                WordPhrase,
                ZonePhrase {

    /// The name, as of an enum constant.
    String name();

    /// The number of placeholders, from `{0}`, which is the same in every language.
    int arguments();

    /// The property with the wording: the constant's name in lower case with `-` for `_`.
    default String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The phrases of all features.
    static List<Phrase> all() {
        Stream<Phrase> constants = Stream.<Phrase[]>of(
                        AlarmPhrase.values(),
                        AuditPhrase.values(),
                        BroadcastPhrase.values(),
                        CommandPhrase.values(),
                        DatePhrase.values(),
                        DigestPhrase.values(),
                        MistakePhrase.values(),
                        PrivacyPhrase.values(),
                        QuietHoursPhrase.values(),
                        ReplyPhrase.values(),
                        ReviewPhrase.values(),
                        RolePhrase.values(),
                        SearchPhrase.values(),
                        SettingsPhrase.values(),
                        SharePhrase.values(),
                        SitePhrase.values(),
                        StatusPhrase.values(),
                        SubscriptionPhrase.values(),
                        ThreadPhrase.values(),
                        VotePhrase.values(),
                        WordPhrase.values(),
                        ZonePhrase.values())
                .flatMap(Stream::of);
        return Stream.concat(constants, CommandText.all().stream()).toList();
    }
}
