package digestbot.outside;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which requests meet with which mishap: the next ones of a chat, the next ones of all, or some by chance. Only those
/// that send, edit or delete messages do.
final class Mishaps {

    private static final Pattern ABOUT_MESSAGES =
            Pattern.compile("(?i)/(sendMessage|editMessage\\w+|deleteMessage)\\b|/channels/(\\d+)/messages");
    private static final Pattern POLL = Pattern.compile("(?i)/getUpdates\\b");
    private static final Pattern CHAT = Pattern.compile("\"chat_id\"\\s*:\\s*\"?(-?\\d+)");

    private final Map<Long, List<Mishap>> ofChats = new HashMap<>();
    private final List<Mishap> nextOnes = new ArrayList<>();
    private final List<Chance> chances = new ArrayList<>();
    private final Map<String, Integer> happened = new TreeMap<>();
    private boolean pollsCut;

    private record Chance(Mishap mishap, double probability, Random random) {}

    synchronized void next(Mishap mishap, int times) {
        for (int i = 0; i < times; i++) {
            nextOnes.add(mishap);
        }
    }

    synchronized void next(long chat, Mishap mishap, int times) {
        List<Mishap> list = ofChats.computeIfAbsent(chat, _ -> new ArrayList<>());
        for (int i = 0; i < times; i++) {
            list.add(mishap);
        }
    }

    synchronized void byChance(Mishap mishap, double probability, long seed) {
        chances.add(new Chance(mishap, probability, new Random(seed)));
    }

    /// From now on no poll for updates arrives.
    synchronized void cutPolls() {
        pollsCut = true;
    }

    /// How many have happened, by name.
    synchronized Map<String, Integer> happened() {
        return Map.copyOf(happened);
    }

    synchronized void none() {
        pollsCut = false;
        ofChats.clear();
        nextOnes.clear();
        chances.clear();
    }

    synchronized Mishap next(HttpMessage request) {
        Mishap mishap = find(request);
        happened.merge(mishap.getClass().getSimpleName(), 1, Integer::sum);
        return mishap;
    }

    private Mishap find(HttpMessage request) {
        if (pollsCut && POLL.matcher(request.firstLine()).find()) {
            return new Mishap.CutBefore();
        }
        Matcher matcher = ABOUT_MESSAGES.matcher(request.firstLine());
        if (!matcher.find()) {
            return new Mishap.None();
        }
        OptionalLong chat = chat(matcher.group(2), request);
        List<Mishap> own = chat.isPresent() ? ofChats.getOrDefault(chat.getAsLong(), List.of()) : List.of();
        if (!own.isEmpty()) {
            return own.removeFirst();
        }
        if (!nextOnes.isEmpty()) {
            return nextOnes.removeFirst();
        }
        for (Chance chance : chances) {
            if (chance.random.nextDouble() < chance.probability) {
                return chance.mishap;
            }
        }
        return new Mishap.None();
    }

    private static OptionalLong chat(String inPath, HttpMessage request) {
        if (inPath != null) {
            return OptionalLong.of(Long.parseLong(inPath));
        }
        Matcher inBody = CHAT.matcher(request.text());
        return inBody.find() ? OptionalLong.of(Long.parseLong(inBody.group(1))) : OptionalLong.empty();
    }
}
