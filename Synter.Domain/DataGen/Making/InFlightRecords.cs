namespace Synter.Domain.DataGen.Making;

/// <summary>Where a maker shows what it waits for.</summary>
public interface IInFlight
{
    void Show(InFlightRecord record);

    void Remove(int index);
}

/// <summary>The calls of one job that are under way. For many threads.</summary>
public sealed class InFlightRecords : IInFlight
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<int, InFlightRecord> _records = [];
    private long _version;

    /// <summary>Grows with every change.</summary>
    public long Version
    {
        get
        {
            lock (_gate)
            {
                return _version;
            }
        }
    }

    public IReadOnlyList<InFlightRecord> Snapshot
    {
        get
        {
            lock (_gate)
            {
                return [.. _records.Values];
            }
        }
    }

    public void Show(InFlightRecord record)
    {
        lock (_gate)
        {
            _records[record.Index] = record;
            _version++;
        }
    }

    public void Remove(int index)
    {
        lock (_gate)
        {
            _version += _records.Remove(index) ? 1 : 0;
        }
    }
}

/// <summary>For a preview, which nobody watches.</summary>
internal sealed class Unwatched : IInFlight
{
    public void Show(InFlightRecord record)
    {
    }

    public void Remove(int index)
    {
    }
}
