using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Synter.Domain.Accounts;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Runs;
using Synter.Domain.DataGen;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.DataGen.Tables;

/// <summary>
/// A dataset with its counters, which each batch of records moves in its own transaction. Without a foreign key to its run: retention
/// removes runs, datasets stay.
/// </summary>
internal sealed class StoredDataset : ITenantRow
{
    public WorkspaceId WorkspaceId { get; init; }

    public DatasetId Id { get; init; }

    public UserId OwnerId { get; init; }

    /// <summary>The owner's e-mail when it was begun.</summary>
    public required string Owner { get; init; }

    public required string Prompt { get; init; }

    public int Count { get; init; }

    /// <summary>As text, for the order of its fields is the order people gave them.</summary>
    public string? Schema { get; init; }

    public required string[] UniqueFields { get; init; }

    public long? MaxCostMicros { get; init; }

    public long? MaxTokens { get; init; }

    public int? MaxSeconds { get; init; }

    /// <summary>Calls at once; null for as many as the operator allows.</summary>
    public int? Concurrency { get; init; }

    public long InputRate { get; init; }

    public long OutputRate { get; init; }

    public required string Currency { get; init; }

    public required string Source { get; init; }

    public bool IsOffline { get; init; }

    /// <summary>Its newest run.</summary>
    public RunId RunId { get; init; }

    public HiredAgentId? HiredAgentId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? RunStartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>How its newest run ended; null while it has not.</summary>
    public RunStatus? EndedAs { get; init; }

    public string? StopReason { get; init; }

    public int Completed { get; init; }

    public int Failures { get; init; }

    public int DoneBeforeRun { get; init; }

    public int Accepted { get; init; }

    public int Rejected { get; init; }

    public long Calls { get; init; }

    public long InputTokens { get; init; }

    public long OutputTokens { get; init; }

    /// <summary>Of input and output, when its newest run was queued.</summary>
    public long TokensBeforeRun { get; init; }

    public long LatencyMs { get; init; }

    public long LargestInput { get; init; }

    public long LargestOutput { get; init; }

    public string? InFlight { get; init; }
}

internal sealed class StoredDatasetConfiguration : IEntityTypeConfiguration<StoredDataset>
{
    public void Configure(EntityTypeBuilder<StoredDataset> dataset)
    {
        dataset.ToTable("datasets");
        dataset.HasKey(d => new { d.WorkspaceId, d.Id });
        dataset.HasOne<Workspace>().WithMany().HasForeignKey(d => d.WorkspaceId);
        dataset.Property(d => d.InFlight).HasColumnType("jsonb");
        dataset.HasIndex(d => new { d.WorkspaceId, d.CreatedAt, d.Id });
        dataset.HasIndex(d => new { d.WorkspaceId, d.OwnerId, d.CreatedAt, d.Id });
        dataset.HasIndex(d => new { d.WorkspaceId, d.RunId }).IsUnique();
        foreach (var counter in new[]
        {
            nameof(StoredDataset.Completed), nameof(StoredDataset.Failures), nameof(StoredDataset.DoneBeforeRun), nameof(StoredDataset.Accepted),
            nameof(StoredDataset.Rejected), nameof(StoredDataset.Calls), nameof(StoredDataset.InputTokens), nameof(StoredDataset.OutputTokens),
            nameof(StoredDataset.TokensBeforeRun), nameof(StoredDataset.LatencyMs), nameof(StoredDataset.LargestInput), nameof(StoredDataset.LargestOutput),
        })
        {
            dataset.Property(counter).HasDefaultValueSql("0");
        }

        // Its counters move with every batch: room on the page keeps those updates out of the indexes.
        dataset.HasStorageParameter("fillfactor", 50);
    }
}
