package dev.tideway.myfunction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MyFunctionTest {

    @Test
    void the_answer_tells_what_was_heard() {
        var data = new MyFunction.MyFunctionAsk("why?");
        assertThat(MyFunction.answer(data).answer()).isEqualTo("Heard: why?");
    }
}
