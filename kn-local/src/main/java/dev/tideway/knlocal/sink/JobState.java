package dev.tideway.knlocal.sink;

/// What has become of a job; kept as a file of that name in its folder once it has ended.
enum JobState {
    RUNNING,
    COMPLETE,
    FAILED
}
