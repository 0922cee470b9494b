package digestbot.api.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.api.ApiParameters;
import digestbot.api.ApiProblem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The arguments of a call of a tool, which the schema of the tool has.
final class ToolArguments {

    private final JsonNode values;

    private ToolArguments(JsonNode values) {
        this.values = values;
    }

    /// The arguments.
    ///
    /// @param values an object, or missing
    /// @throws ApiProblem if the tool does not have one of them, or if one is missing
    static ToolArguments of(JsonNode values, ToolSchema schema) {
        List<String> known =
                schema.arguments().stream().map(ToolSchema.Argument::name).toList();
        values.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw ApiProblem.invalid("This tool has no argument of that name. It has: %s."
                        .formatted(known.isEmpty() ? "none" : String.join(", ", known)));
            }
        });
        String missing = schema.arguments().stream()
                .filter(argument -> argument.isRequired() && !values.hasNonNull(argument.name()))
                .map(ToolSchema.Argument::name)
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw ApiProblem.invalid("The tool needs: %s.".formatted(missing));
        }
        return new ToolArguments(values);
    }

    /// The arguments as parameters, which have limits.
    ApiParameters parameters() {
        return new ApiParameters(name -> text(name).map(List::of).orElseGet(List::of));
    }

    /// The text of an argument; empty if it is missing.
    Optional<String> text(String name) {
        JsonNode value = values.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (value.isTextual() || value.isIntegralNumber()) {
            return Optional.of(value.asText());
        }
        throw ApiProblem.invalid("The argument %s has to be a text or a whole number.".formatted(name));
    }
}
