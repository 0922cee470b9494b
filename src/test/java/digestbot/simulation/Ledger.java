package digestbot.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What every chat received, and shows now.
final class Ledger {

    /// A title and its version, such as `d3v2`.
    private static final Pattern SHOWN = Pattern.compile("d(\\d+)v(\\d+)");

    private static final Pattern PLACE = Pattern.compile(" (\\d+)/(\\d+)$");

    /// A message in a chat.
    static final class Message {

        final String id;
        final long chat;
        final long delivery;
        final int ordinal;
        final long at;
        String text;
        boolean deleted;

        /// Why its number may be unknown to the bot, so that the message may be repeated or stay as it is.
        Optional<String> excuse = Optional.empty();

        private Message(String id, long chat, long delivery, int ordinal, long at, String text) {
            this.id = id;
            this.chat = chat;
            this.delivery = delivery;
            this.ordinal = ordinal;
            this.at = at;
            this.text = text;
        }

        /// The versions of the digests that it shows now, by digest.
        Map<Integer, Integer> shown() {
            return deleted ? Map.of() : Ledger.shown(text);
        }

        /// The place among the parts of one digest, such as `2/3`; `1/1` if it is whole.
        String place() {
            var place = PLACE.matcher(text);
            return place.find() ? place.group(1) + "/" + place.group(2) : "1/1";
        }
    }

    private final Map<String, Message> messages = new LinkedHashMap<>();

    static Map<Integer, Integer> shown(String text) {
        Map<Integer, Integer> shown = new LinkedHashMap<>();
        var matcher = SHOWN.matcher(text);
        while (matcher.find()) {
            shown.put(Integer.valueOf(matcher.group(1)), Integer.valueOf(matcher.group(2)));
        }
        return shown;
    }

    /// @param nonce the delivery in base 36 and the ordinal of the part
    Message deliver(long chat, String nonce, String text, long at) {
        int dash = nonce.indexOf('-');
        var message = new Message(
                "m" + (messages.size() + 1),
                chat,
                Long.parseLong(nonce.substring(0, dash), Character.MAX_RADIX),
                Integer.parseInt(nonce.substring(dash + 1)),
                at,
                text);
        messages.put(message.id, message);
        return message;
    }

    Optional<Message> message(String id) {
        return Optional.ofNullable(messages.get(id)).filter(found -> !found.deleted);
    }

    List<Message> all() {
        return new ArrayList<>(messages.values());
    }

    List<Message> of(long chat) {
        return messages.values().stream().filter(each -> each.chat == chat).toList();
    }

    /// Whether a part of the delivery has ever arrived.
    boolean hasPart(long delivery, int ordinal) {
        return messages.values().stream().anyMatch(each -> each.delivery == delivery && each.ordinal == ordinal);
    }
}
