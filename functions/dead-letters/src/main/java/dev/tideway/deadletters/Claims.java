package dev.tideway.deadletters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideway.deadletters.Redriven.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Who may send a letter again. A claim is committed before anything is sent, and only one can be: of several that ask
/// for one letter at once, the database lets one have it.
@ApplicationScoped
class Claims {
    private static final TypeReference<TreeMap<String, String>> TEXTS = new TypeReference<>() {};

    private final DataSource database;
    private final ObjectMapper mapper;

    Claims(DataSource database, ObjectMapper mapper) {
        this.database = database;
        this.mapper = mapper;
    }

    /// What may be sent, once.
    record Claim(long letter, KeptEvent event) {}

    /// Those that are meant, the oldest first.
    record Meant(List<Long> ids, long all) {}

    Meant meant(Selection selection, int most) throws SQLException {
        var sql =
                "select id, count(*) over () as every from dead_letter where %s order by last_at, id limit ?"
                        .formatted(selection.sql());
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(sql)) {
            select.setInt(selection.fill(select), most);
            var ids = new ArrayList<Long>();
            long all = 0;
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getLong("id"));
                    all = rows.getLong("every");
                }
            }
            return new Meant(ids, all);
        }
    }

    /// Empty when somebody else has it, when it does not stand where it is said to, or when there is none. Of those that are
    /// unsure only one that nobody can be sending any more.
    Optional<Claim> claim(long letter, State state) throws SQLException, JsonProcessingException {
        var sql =
                """
                with claimed as (
                    update dead_letter set state = 'unsure', redriven_at = now(), redrive = nextval('redrive_number')
                    where id = ? and state = ? and (state <> 'unsure' or redriven_at < now() - interval '1 minute')
                    returning *),
                noted as (
                    insert into redrive (id, letter_id, outcome) select redrive, id, 'unsure' from claimed)
                select * from claimed
                """;
        try (var connection = database.getConnection();
                var update = connection.prepareStatement(sql)) {
            update.setLong(1, letter);
            update.setString(2, state.word());
            try (var rows = update.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                Map<String, String> attributes =
                        mapper.readValue(rows.getString("attributes"), TEXTS);
                var event =
                        new KeptEvent(attributes, rows.getBytes("data"), rows.getLong("redrive"));
                return Optional.of(new Claim(letter, event));
            }
        }
    }

    /// Writes down what has come of it. A letter that has come back in the meantime waits already, and is left alone.
    void settle(Claim claim, Outcome outcome, @Nullable String why) throws SQLException {
        var sql =
                """
                with noted as (update redrive set outcome = ?, reason = ? where id = ?)
                update dead_letter set
                    state = ?, redriven_at = case ? when 'waiting' then null else redriven_at end
                where id = ? and redrive = ? and state = 'unsure'
                """;
        var state =
                switch (outcome) {
                    case REDRIVEN -> State.REDRIVEN;
                    case FAILED -> State.WAITING;
                    case UNSURE, ALREADY, MISSING -> State.UNSURE;
                };
        try (var connection = database.getConnection();
                var update = connection.prepareStatement(sql)) {
            update.setString(1, outcome.word());
            update.setString(2, why);
            update.setLong(3, claim.event().redrive());
            update.setString(4, state.word());
            update.setString(5, state.word());
            update.setLong(6, claim.letter());
            update.setLong(7, claim.event().redrive());
            update.executeUpdate();
        }
    }
}
