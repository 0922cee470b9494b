package digestbot.faults;

import digestbot.outside.SandboxProcess;
import digestbot.outside.SandboxProcess.SimulatedPlatform;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The messages of digests that each place received, in order; answers to commands are left out.
record ReceivedDigests(Map<SimulatedPlatform, Map<Long, List<String>>> byPlatform) {

    static ReceivedDigests read(SandboxProcess sandbox) {
        Map<SimulatedPlatform, Map<Long, List<String>>> all = new EnumMap<>(SimulatedPlatform.class);
        for (SimulatedPlatform at : SimulatedPlatform.values()) {
            Map<Long, List<String>> places = new HashMap<>();
            sandbox.received(at)
                    .forEach((place, messages) -> places.put(
                            place,
                            messages.stream().filter(MarkedDigests::isMarked).toList()));
            all.put(at, places);
        }
        return new ReceivedDigests(all);
    }

    List<String> in(SimulatedPlatform at, long place) {
        return byPlatform.getOrDefault(at, Map.of()).getOrDefault(place, List.of());
    }

    /// The messages that came after the earlier ones.
    ReceivedDigests since(ReceivedDigests earlier) {
        Map<SimulatedPlatform, Map<Long, List<String>>> later = new EnumMap<>(SimulatedPlatform.class);
        byPlatform.forEach((at, places) -> {
            Map<Long, List<String>> rest = new HashMap<>();
            places.forEach((place, messages) ->
                    rest.put(place, messages.subList(earlier.in(at, place).size(), messages.size())));
            later.put(at, rest);
        });
        return new ReceivedDigests(later);
    }
}
