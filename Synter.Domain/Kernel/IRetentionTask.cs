namespace Synter.Domain.Kernel;

/// <summary>
/// Deletes what one feature need not keep any longer. The retention job calls every one of them.
/// </summary>
public interface IRetentionTask
{
    /// <summary>For the log, as in <c>idempotency keys</c>.</summary>
    string Name { get; }

    /// <summary>Deletes in small batches, so that no lock is held long. Answers how many rows went.</summary>
    Task<long> SweepAsync(CancellationToken cancellationToken);
}
