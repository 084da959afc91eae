package dev.tideway.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What runs tomorrow is what runs today: every image has a version or a digest, and no image is the latest.
final class Images {
    private static final Pattern PINNED =
            Pattern.compile("[\\w./:-]+(@sha256:[0-9a-f]{64}|:(?!latest$)[\\w][\\w.-]*)");

    private Images() {}

    static List<String> problems(Overlay overlay) {
        var problems = new ArrayList<String>();
        for (var resource : overlay.resources()) {
            for (var field : List.of("image", "imageName")) {
                for (JsonNode image : resource.json().findValues(field)) {
                    if (!PINNED.matcher(image.asText()).matches()) {
                        problems.add(resource + ": the image " + image + " has no version");
                    }
                }
            }
        }
        return problems;
    }
}
