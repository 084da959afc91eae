package dev.tideway.deadletters;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tideway.deadletters.Claims.Claim;
import dev.tideway.deadletters.Redriven.Outcome;
import dev.tideway.deadletters.Redriven.Tried;
import dev.tideway.kit.Emit;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Sends letters again, through `K_SINK`: all that want the event get it once more, and those that have handled it know it
/// by its source and id.
@ApplicationScoped
class Redrive {
    /// A gateway says so when it does not know what came of a request.
    private static final Set<Integer> OF_A_GATEWAY = Set.of(502, 504);

    private final Claims claims;
    private final LetterBox box;
    private final Emit emit;

    Redrive(Claims claims, LetterBox box, Emit emit) {
        this.claims = claims;
        this.box = box;
        this.emit = emit;
    }

    /// One after the other, so that they keep their order, until the sink fails: then the rest is left.
    ///
    /// @param state where they stand: waiting, or unsure for those that are to be sent in spite of that
    /// @param more how many are meant besides
    Redriven all(List<Long> letters, State state, long more)
            throws SQLException, JsonProcessingException {
        var tried = new ArrayList<Tried>();
        for (long letter : letters) {
            var claim = claims.claim(letter, state);
            var sent = claim.isPresent() ? send(claim.get()) : new Sent(passedOver(letter), true);
            tried.add(sent.tried());
            if (!sent.goOn()) {
                break;
            }
        }
        return Redriven.of(tried, more + letters.size() - tried.size());
    }

    /// @param goOn whether another letter may fare better
    private record Sent(Tried tried, boolean goOn) {}

    private Sent send(Claim claim) throws SQLException {
        try {
            emit.all(List.of(claim.event()));
            return sent(claim, Outcome.REDRIVEN, Optional.empty(), true);
        } catch (Emit.Undelivered e) {
            var status = e.status();
            var refused = status.isPresent() && status.getAsInt() / 100 == 4;
            return sent(
                    claim,
                    mayHaveArrived(e) ? Outcome.UNSURE : Outcome.FAILED,
                    Optional.of(String.valueOf(e.getMessage())),
                    refused);
        } catch (RuntimeException e) {
            // No request could be made, so none was sent: of this event, or of any.
            return sent(
                    claim,
                    Outcome.FAILED,
                    Optional.of(String.valueOf(e.getMessage())),
                    e instanceof IllegalArgumentException);
        }
    }

    private Sent sent(Claim claim, Outcome outcome, Optional<String> why, boolean goOn)
            throws SQLException {
        claims.settle(claim, outcome, why.orElse(null));
        return new Sent(new Tried(claim.letter(), outcome, why.orElse(null)), goOn);
    }

    private static boolean mayHaveArrived(Emit.Undelivered failure) {
        return failure.status().isPresent()
                ? OF_A_GATEWAY.contains(failure.status().getAsInt())
                : !(failure.getCause() instanceof ConnectException)
                        && !(failure.getCause() instanceof HttpConnectTimeoutException);
    }

    private Tried passedOver(long letter) throws SQLException {
        return box.find(letter)
                .map(it ->
                        new Tried(
                                letter,
                                Outcome.ALREADY,
                                it.redrivenAt() == null
                                        ? "it is " + it.state()
                                        : "it is %s since %s"
                                                .formatted(it.state(), it.redrivenAt())))
                .orElseGet(() ->
                        new Tried(letter, Outcome.MISSING, "there is no dead letter " + letter));
    }
}
