package dev.tideway.knlocal.revision;

import dev.tideway.knlocal.manifest.Routing;
import dev.tideway.knlocal.manifest.Routing.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Where the requests of one function go, revision by revision: `spec.traffic` with the latest revision filled in.
///
/// @param percent by revision; those with a tag alone have 0
/// @param tags the revision of each tag
record Traffic(Map<String, Integer> percent, Map<String, String> tags) {
    static Traffic of(Routing routing, String latest) {
        var percent = new LinkedHashMap<String, Integer>();
        var tags = new TreeMap<String, String>();
        for (Target target : routing.traffic()) {
            var revision = target.revision().orElse(latest);
            percent.merge(revision, target.percent(), Integer::sum);
            target.tag().ifPresent(tag -> tags.put(tag, revision));
        }
        return new Traffic(percent, tags);
    }

    /// Those that an address leads to.
    Set<String> reachable() {
        var names = new TreeSet<>(tags.values());
        percent.forEach((name, share) -> {
            if (share > 0) {
                names.add(name);
            }
        });
        return names;
    }

    List<String> tagsOf(String revision) {
        var own = new ArrayList<String>();
        tags.forEach((tag, name) -> {
            if (name.equals(revision)) {
                own.add(tag);
            }
        });
        return own;
    }
}
