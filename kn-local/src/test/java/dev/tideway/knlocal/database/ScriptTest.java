package dev.tideway.knlocal.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScriptTest {

    @Test
    void a_script_is_its_statements_each_with_the_line_it_begins_in() throws Exception {
        var script =
                """
                -- prices; all of them
                update item set title = 'a;b';

                do $$ begin
                  perform 1;
                end $$;
                select 1\
                """;
        var statements = Script.of(script);
        assertThat(statements).hasSize(3);
        assertThat(statements).extracting(Script::line).containsExactly(1, 4, 7);
        assertThat(statements.get(1).sql()).contains("perform 1;");
    }

    @Test
    void an_empty_script_has_none() throws Exception {
        assertThat(Script.of(" \n")).isEmpty();
    }
}
