package dev.tideway.knlocal.fuzz;

/// What is sent to one broker, and what is to come of it.
///
/// @param framed whether it is beyond doubt where the request ends
/// @param head whether the answer has no body, whatever its headers say
@SuppressWarnings("ArrayRecordComponent") // never compared
record Request(byte[] bytes, boolean framed, boolean head, Outcome outcome) {
    sealed interface Outcome {
        /// 202, and the log has exactly this event.
        record Accepted(Sample sample) implements Outcome {}

        /// This status, and the log has nothing.
        record Refused(int status) implements Outcome {}

        /// A status that the contract names, and the log has a valid event when it is 202 and nothing otherwise.
        ///
        /// @param unkeyable whether 503 is one of them: too large, or a partition key that is no string
        record Named(boolean unkeyable) implements Outcome {}
    }

    static Request accepted(Message message, Sample sample) {
        return new Request(message.bytes(), true, false, new Outcome.Accepted(sample));
    }

    static Request refused(Message message, int status) {
        return new Request(message.bytes(), true, false, new Outcome.Refused(status));
    }
}
