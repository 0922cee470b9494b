package digestbot.delivery.outbox;

import digestbot.content.views.DigestContentBuilder.CombinedKind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The digests in a message with several of them, in order, as stored with its part:
/// `bundle:5@1,6@2` are digest 5 in its first revision and digest 6 in its second.
public record CombinedView(CombinedKind kind, List<DigestRevision> digests) {

    private static final Pattern WRITTEN = Pattern.compile("([a-z-]+):(\\d+@\\d+(?:,\\d+@\\d+)*)");

    public CombinedView {
        digests = List.copyOf(digests);
    }

    public String encode() {
        return digests.stream()
                .map(each -> each.digest() + "@" + each.revision())
                .collect(Collectors.joining(",", DeliveryCause.of(kind).id() + ":", ""));
    }

    public static Optional<CombinedView> decode(String view) {
        Matcher written = WRITTEN.matcher(view);
        return written.matches()
                ? kind(written.group(1))
                        .map(kind -> new CombinedView(
                                kind,
                                Stream.of(written.group(2).split(",", -1))
                                        .map(CombinedView::revised)
                                        .toList()))
                : Optional.empty();
    }

    private static Optional<CombinedKind> kind(String cause) {
        return Arrays.stream(CombinedKind.values())
                .filter(kind -> DeliveryCause.of(kind).id().equals(cause))
                .findFirst();
    }

    private static DigestRevision revised(String written) {
        int at = written.indexOf('@');
        return new DigestRevision(
                Long.parseLong(written.substring(0, at)), Integer.parseInt(written.substring(at + 1)));
    }
}
