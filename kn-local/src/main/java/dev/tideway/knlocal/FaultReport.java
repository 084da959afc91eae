package dev.tideway.knlocal;

import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.status.FaultOrders;
import dev.tideway.knlocal.status.FaultsJson;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The faults on purpose, to be read, set and cleared at the control port.
record FaultReport(Functions functions) {
    private static final Logger LOG = LoggerFactory.getLogger(FaultReport.class);

    /// `GET /api/faults`.
    String all() {
        return FaultsJson.write(functions.faults().all());
    }

    /// `POST /api/faults`; answers with the one that is set.
    String add(String json) {
        var wanted = FaultOrders.wanted(json);
        var standing = functions.faults().add(function(wanted.function()), wanted.fault());
        LOG.warn(
                "fault {} is set: {} {}",
                standing.number(),
                standing.function(),
                standing.fault().words());
        return FaultsJson.write(List.of(standing));
    }

    /// `POST /api/faults/clear`; answers with how many are.
    String clear(String json) {
        var wanted = FaultOrders.cleared(json);
        var faults = functions.faults();
        int cleared;
        if (wanted.number().isPresent()) {
            cleared = clear(wanted.number().getAsInt());
        } else {
            cleared =
                    wanted.function()
                            .map(name -> faults.clear(function(name)))
                            .orElseGet(faults::clear);
        }
        LOG.info("{} faults are cleared", cleared);
        return FaultOrders.writeCleared(cleared);
    }

    private int clear(int number) {
        if (!functions.faults().clear(number)) {
            throw new IllegalArgumentException(
                    "no fault %d is set; kn-local fault list says which are".formatted(number));
        }
        return 1;
    }

    private Key function(String called) {
        return Called.one(
                "function",
                called,
                functions.services().stream().map(it -> it.spec().key()).toList());
    }
}
