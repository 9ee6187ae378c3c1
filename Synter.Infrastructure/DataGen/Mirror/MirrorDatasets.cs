using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Synter.Domain.Agents.Runs;
using Synter.Domain.DataGen;
using Synter.Infrastructure.CStore;

namespace Synter.Infrastructure.DataGen.Mirror;

/// <summary>
/// Brings CStore up to what the database says, under seed 2's keys: the task with its results, its place in its owner's list, the
/// counters. Writing the same thing twice changes nothing, so whatever was not noted as mirrored is simply written again.
/// </summary>
internal sealed class MirrorDatasets(MirrorOutbox outbox, MirrorSource source, CStoreClient cstore, ILogger<MirrorDatasets> log)
{
    private const int AtOnce = 10;
    private const string MetricsKey = "datagen:metrics";

    private bool _isAway;

    /// <returns>Whether more may be due.</returns>
    public async Task<bool> ExecuteAsync(CancellationToken cancellationToken)
    {
        var due = await outbox.ClaimAsync(AtOnce, cancellationToken);
        if (due.Count == 0)
        {
            return false;
        }

        var written = new List<(DueMirror Due, int Records)>();
        Exception? away = null;
        foreach (var one in due)
        {
            // Once nobody answers, the others need not find out by themselves.
            if ((away is null ? await TryAsync(one, written, cancellationToken) : away) is not { } failure)
            {
                continue;
            }

            away ??= failure is ProviderException { Class: FailureClass.Transient } ? failure : null;
            await PutOffAsync(one, failure, cancellationToken);
        }

        await FinishAsync(written, cancellationToken);
        Note(away);
        return away is null && due.Count == AtOnce;
    }

    private async Task<Exception?> TryAsync(DueMirror due, List<(DueMirror Due, int Records)> written, CancellationToken cancellationToken)
    {
        try
        {
            written.Add((due, await WriteAsync(due, cancellationToken)));
            return null;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            return failure;
        }
    }

    /// <returns>How many records the document there has now.</returns>
    private async Task<int> WriteAsync(DueMirror due, CancellationToken cancellationToken)
    {
        if (await source.DatasetAsync(due.Workspace, due.Dataset, cancellationToken) is not { } dataset)
        {
            return 0;
        }

        var id = dataset.Row.Id.ToString();
        var records = due.MirroredRecords ?? 0;
        if (IsWorthAWhole(dataset, due.MirroredRecords))
        {
            await cstore.SetAsync(
                $"datagen:task:{id}",
                TaskDocument.WholeAsync(
                    dataset, source.Records(due.Workspace, due.Dataset, cancellationToken), source.Failures(due.Workspace, due.Dataset, cancellationToken)),
                cancellationToken);
            records = dataset.Row.Completed;
        }

        await cstore.HashSetAsync($"datagen:user:{dataset.Row.Owner}:tasks", id, TaskDocument.Summary(dataset), cancellationToken);
        return records;
    }

    /// <summary>
    /// A document grows with its records, and each write is all of it. Written whenever it is half as large again, it costs three
    /// times its size over the job, and not its square; the owner's list tells each second how far it is.
    /// </summary>
    private static bool IsWorthAWhole(DatasetDetail dataset, int? mirrored) =>
        mirrored is not { } before || dataset.Row.FinishedAt is not null || dataset.Row.Completed < before || dataset.Row.Completed * 2L > before * 3L;

    private async Task FinishAsync(List<(DueMirror Due, int Records)> written, CancellationToken cancellationToken)
    {
        if (written.Count == 0)
        {
            return;
        }

        Exception? failure = null;
        try
        {
            await WriteMetricsAsync(cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            failure = e;
        }

        foreach (var (due, records) in written)
        {
            await (failure is null ? outbox.MirroredAsync(due, records, cancellationToken) : PutOffAsync(due, failure, cancellationToken));
        }
    }

    private async Task WriteMetricsAsync(CancellationToken cancellationToken)
    {
        var metrics = await source.MetricsAsync(cancellationToken);
        foreach (var (name, value) in new[]
        {
            ("totalJobs", Number(metrics.TotalJobs)), ("totalRecordsRequested", Number(metrics.TotalRecordsRequested)),
            ("totalRecordsGenerated", Number(metrics.TotalRecordsGenerated)), ("activeJobs", Number(metrics.ActiveJobs)),
            ("failedJobs", Number(metrics.FailedJobs)), ("lastJobAt", JsonSerializer.Serialize(metrics.LastJobAt?.UtcDateTime)),
        })
        {
            await cstore.HashSetAsync(MetricsKey, name, value, cancellationToken);
        }

        static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
    }

    private Task PutOffAsync(DueMirror due, Exception failure, CancellationToken cancellationToken)
    {
        if (failure is not ProviderException)
        {
            log.NotMirrored(due.Dataset, failure);
        }

        return outbox.FailedAsync(due, MirrorRetry.After(due.Failures + 1), MirrorRetry.Problem(failure), cancellationToken);
    }

    private void Note(Exception? away)
    {
        if (away is not null && !_isAway)
        {
            log.CStoreAway(away.Message);
        }
        else if (away is null && _isAway)
        {
            log.CStoreBack();
        }

        _isAway = away is not null;
    }
}
