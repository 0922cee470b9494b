package digestbot.outside;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The faults of requests: of the next ones about a place, then of all about it; of the next ones
/// of all; or of some by chance.
abstract sealed class NetworkFaults implements FaultyNetwork permits FaultProxy {

    private static final Pattern ABOUT_MESSAGES =
            Pattern.compile("(?i)/(sendMessage|editMessage\\w+|deleteMessage)\\b|/channels/(\\d+)/messages");
    private static final Pattern POLL = Pattern.compile("(?i)/getUpdates\\b");
    private static final Pattern CHAT = Pattern.compile("\"chat_id\"\\s*:\\s*\"?(-?\\d+)");
    private static final Pattern TOPIC = Pattern.compile("\"message_thread_id\"\\s*:\\s*\"?(\\d+)");

    /// Telegram's HTML, and the components around Discord's texts.
    private static final Pattern FORMATTED = Pattern.compile("\"parse_mode\"|\"type\"\\s*:\\s*(?!10\\b)\\d");

    private final Map<Long, List<NetworkFault>> ofPlaces = new HashMap<>();
    private final Map<Long, NetworkFault> forGood = new HashMap<>();
    private final List<NetworkFault> nextOnes = new ArrayList<>();
    private final List<Chance> chances = new ArrayList<>();
    private final Map<String, Integer> happened = new TreeMap<>();
    private boolean pollsCut;

    private record Chance(NetworkFault fault, double probability, Random random) {}

    @Override
    public synchronized void inject(NetworkFault fault, int times) {
        nextOnes.addAll(Collections.nCopies(times, fault));
    }

    @Override
    public synchronized void inject(long place, NetworkFault fault, int times) {
        ofPlaces.computeIfAbsent(place, _ -> new ArrayList<>()).addAll(Collections.nCopies(times, fault));
    }

    @Override
    public synchronized void injectForGood(long place, NetworkFault fault) {
        forGood.put(place, fault);
    }

    @Override
    public synchronized void injectByChance(NetworkFault fault, double probability, long seed) {
        chances.add(new Chance(fault, probability, new Random(seed)));
    }

    @Override
    public synchronized void cutPolls() {
        pollsCut = true;
    }

    @Override
    public synchronized Map<String, Integer> happened() {
        return Map.copyOf(happened);
    }

    @Override
    public synchronized void clearFaults() {
        pollsCut = false;
        ofPlaces.clear();
        forGood.clear();
        nextOnes.clear();
        chances.clear();
    }

    synchronized NetworkFault next(HttpMessage request) {
        NetworkFault fault = find(request);
        happened.merge(fault.getClass().getSimpleName(), 1, Integer::sum);
        return fault;
    }

    private NetworkFault find(HttpMessage request) {
        if (pollsCut && POLL.matcher(request.firstLine()).find()) {
            return new NetworkFault.CutBefore();
        }
        Matcher matcher = ABOUT_MESSAGES.matcher(request.firstLine());
        if (!matcher.find()) {
            return new NetworkFault.None();
        }
        OptionalLong place = place(matcher.group(2), request);
        if (place.isPresent()) {
            Optional<NetworkFault> own = own(place.getAsLong(), request);
            if (own.isPresent()) {
                return own.orElseThrow();
            }
        }
        if (!nextOnes.isEmpty()) {
            return nextOnes.removeFirst();
        }
        for (Chance chance : chances) {
            if (chance.random.nextDouble() < chance.probability) {
                return chance.fault;
            }
        }
        return new NetworkFault.None();
    }

    private Optional<NetworkFault> own(long place, HttpMessage request) {
        List<NetworkFault> next = ofPlaces.getOrDefault(place, List.of());
        if (!next.isEmpty()) {
            return Optional.of(next.removeFirst());
        }
        return Optional.ofNullable(forGood.get(place))
                .filter(fault -> !(fault instanceof NetworkFault.MarkupRefused)
                        || FORMATTED.matcher(request.text()).find());
    }

    private static OptionalLong place(@Nullable String inPath, HttpMessage request) {
        if (inPath != null) {
            return OptionalLong.of(Long.parseLong(inPath));
        }
        return Stream.of(TOPIC, CHAT)
                .map(pattern -> pattern.matcher(request.text()))
                .filter(Matcher::find)
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .findFirst();
    }
}
