package digestbot.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import digestbot.audience.Platform;
import digestbot.database.RecordJson;
import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliveryState;
import digestbot.delivery.status.DeliveryStatusStore.FailedDelivery;
import digestbot.delivery.status.DeliveryStatusStore.FailureCount;
import java.io.IOException;
import java.util.function.Function;

/// Prints records as JSON. Platforms, causes and states are their ids.
public final class JsonReport {

    private static final ObjectWriter WRITER = RecordJson.mapper()
            .addModule(text(Platform.class, Platform::id))
            .addModule(text(DeliveryCause.class, DeliveryCause::id))
            .addModule(text(DeliveryState.class, DeliveryState::id))
            .addMixIn(FailureCount.class, FailureNames.class)
            .addMixIn(FailedDelivery.class, FailedDeliveryNames.class)
            .build()
            .writerWithDefaultPrettyPrinter();

    private JsonReport() {}

    public static String of(Object report) {
        return RecordJson.write(WRITER, report);
    }

    private static <T> SimpleModule text(Class<T> type, Function<T, String> text) {
        return new SimpleModule(type.getName()).addSerializer(type, new JsonSerializer<>() {
            @Override
            public void serialize(T value, JsonGenerator json, SerializerProvider serializers) throws IOException {
                json.writeString(text.apply(value));
            }
        });
    }

    private interface FailureNames {
        @JsonProperty("reason")
        String failure();
    }

    private interface FailedDeliveryNames {
        @JsonProperty("reason")
        String failure();

        @JsonProperty("detail")
        String reason();
    }
}
