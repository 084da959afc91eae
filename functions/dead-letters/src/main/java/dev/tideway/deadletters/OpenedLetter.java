package dev.tideway.deadletters;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;

/// One dead letter with the event in it.
///
/// @param event the JSON form of the CloudEvent, as it can be posted again
public record OpenedLetter(@JsonUnwrapped DeadLetter letter, JsonNode event) {}
