package dev.tideway.knlocal.log;

/// What every [EventLog] does, whatever keeps the events.
abstract class EventLogContract implements AppendContract, CursorContract, PlacesContract {
    static final int PARTITIONS = 4;

    @Override
    public abstract EventLog log();
}
