using System.Text.Json.Nodes;
using Npgsql;
using NpgsqlTypes;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Agents.Runs;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Approvals.Deliverables;

/// <summary>Stores what a run proposes, in the transaction that completes the run.</summary>
internal sealed class RunOutputsWriter(Submission submission, TimeProvider clock) : IRunOutputs
{
    // A slot that is taken keeps what it has. Then the revision and the effects below find no deliverable to belong to.
    private const string InsertDeliverable = """
        INSERT INTO deliverables (
            workspace_id, id, hired_agent_id, goal_id, run_id, slot, kind, title, state, state_at, revision, content_hash, planned_in,
            group_id, group_title, group_position, suggested_at, effect_count, effect_kinds, providers, stake_micros, stake_currencies,
            risk, created_at, correlation_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1, $11, 1, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $10, $22)
        ON CONFLICT (workspace_id, run_id, slot) DO NOTHING
        """;

    private const string InsertRevision = """
        INSERT INTO deliverable_revisions (workspace_id, deliverable_id, revision, content, reason, created_at)
        SELECT workspace_id, id, 1, $3, $4, $5 FROM deliverables WHERE workspace_id = $1 AND id = $2
        """;

    private const string InsertEffect = """
        INSERT INTO effects (workspace_id, deliverable_id, id, planned_in, position, kind, provider, idempotency_key, reason, state, state_at, attempts)
        SELECT workspace_id, id, $3, 1, $4, $5, $6, $7, $8, $9, $10, 0 FROM deliverables WHERE workspace_id = $1 AND id = $2
        """;

    // An idempotency key is one intention for ever. Proposed anew by a later run, what waits under it is out of date: only the new
    // one is to be decided on. What a person approved already stays approved; the gate sends one of the two.
    private const string Supersede = """
        WITH old AS (
            SELECT d.workspace_id, d.id, (
                SELECT n.deliverable_id FROM effects n JOIN effects o USING (workspace_id, idempotency_key)
                WHERE n.workspace_id = $1 AND n.deliverable_id = ANY ($2) AND o.deliverable_id = d.id LIMIT 1) AS by
            FROM deliverables d
            WHERE d.workspace_id = $1 AND d.state = $4 AND d.run_id IS DISTINCT FROM $3 AND d.id IN (
                SELECT o.deliverable_id FROM effects n JOIN effects o USING (workspace_id, idempotency_key)
                WHERE n.workspace_id = $1 AND n.deliverable_id = ANY ($2) AND o.state = $6 AND o.deliverable_id <> n.deliverable_id)
            ORDER BY d.id FOR UPDATE
        ), gone AS (
            UPDATE deliverables d SET state = $5, state_at = $8, superseded_by = old.by
            FROM old WHERE d.workspace_id = old.workspace_id AND d.id = old.id
            RETURNING d.id, d.revision, d.content_hash, d.superseded_by
        ), planned AS (
            UPDATE effects e SET state = $7, state_at = $8
            FROM old WHERE e.workspace_id = old.workspace_id AND e.deliverable_id = old.id AND e.state = $6
        )
        SELECT id, revision, content_hash, superseded_by FROM gone
        """;

    public async Task<Result<IReadOnlyList<AuditEntry>>> WriteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, RunOutputs outputs, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        var made = new List<Guid>();
        foreach (var item in outputs.Items)
        {
            if (!submission.Check(outputs.Workspace, outputs.Agent, item.Draft).TryGet(out var submitted, out var refusal))
            {
                return refusal with { Message = $"«{item.Draft.Title}» cannot be reviewed: {string.Join(" ", refusal.Errors.Select(e => $"{e.Pointer}: {e.Message}"))}" };
            }

            made.Add(submitted.Id.Value);
            batch.BatchCommands.Add(Deliverable(outputs, item.Slot, submitted));
            batch.BatchCommands.Add(Revision(outputs, submitted));
            for (var i = 0; i < submitted.Draft.Effects.Count; i++)
            {
                batch.BatchCommands.Add(Effect(outputs, submitted, i));
            }
        }

        batch.BatchCommands.Add(Command(
            Supersede, outputs.Workspace.Value, made.ToArray(), outputs.Run.Value,
            EnumNames.Write(DeliverableState.PendingReview), EnumNames.Write(DeliverableState.Superseded),
            EnumNames.Write(EffectState.Planned), EnumNames.Write(EffectState.Cancelled), outputs.At));
        return await SupersededAsync(batch, outputs, cancellationToken);
    }

    /// <summary>An entry for each that was superseded: the batch's only rows.</summary>
    private static async Task<List<AuditEntry>> SupersededAsync(NpgsqlBatch batch, RunOutputs outputs, CancellationToken cancellationToken)
    {
        var entries = new List<AuditEntry>();
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var details = new JsonObject
            {
                ["revision"] = rows.GetInt32(1),
                ["content_hash"] = ContentHash.FromDigest(rows.GetFieldValue<byte[]>(2)).Text,
                ["superseded_by"] = new DeliverableId(rows.GetGuid(3)).ToString(),
                ["run_id"] = outputs.Run.ToString(),
            };
            entries.Add(AuditEntry.BySystem(
                outputs.Workspace, "deliverable.superseded", new DeliverableId(rows.GetGuid(0)).ToString(), outputs.Correlation, details));
        }

        return entries;
    }

    private static NpgsqlBatchCommand Deliverable(RunOutputs outputs, string slot, Submitted submitted)
    {
        var draft = submitted.Draft;
        var stakes = Stakes.Of(submitted.Content);
        return Command(
            InsertDeliverable,
            outputs.Workspace.Value,
            submitted.Id.Value,
            Optional(outputs.Agent?.Value, NpgsqlDbType.Uuid),
            Optional(outputs.Goal?.Value, NpgsqlDbType.Uuid),
            outputs.Run.Value,
            slot,
            draft.Kind,
            draft.Title,
            EnumNames.Write(DeliverableState.PendingReview),
            outputs.At,
            ContentHash.Of(submitted.Bytes).ToDigest(),
            Optional(draft.Group?.GroupId, NpgsqlDbType.Text),
            Optional(draft.Group?.Title, NpgsqlDbType.Text),
            Optional(draft.Group?.Position, NpgsqlDbType.Integer),
            Optional(draft.SuggestedAt?.ToUniversalTime(), NpgsqlDbType.TimestampTz),
            draft.Effects.Count,
            stakes.Kinds,
            stakes.Providers,
            stakes.Micros,
            stakes.Currencies,
            EnumNames.Write(stakes.Risk),
            outputs.Correlation.Value);
    }

    private static NpgsqlBatchCommand Revision(RunOutputs outputs, Submitted submitted) => Command(
        InsertRevision,
        outputs.Workspace.Value,
        submitted.Id.Value,
        submitted.Bytes,
        EnumNames.Write(RevisionReason.Proposed),
        outputs.At);

    private NpgsqlBatchCommand Effect(RunOutputs outputs, Submitted submitted, int position)
    {
        var effect = submitted.Draft.Effects[position];
        return Command(
            InsertEffect,
            outputs.Workspace.Value,
            submitted.Id.Value,
            StrongId.New<EffectId>(clock).Value,
            position,
            effect.Kind,
            effect.Provider,
            effect.IdempotencyKey,
            effect.Reason,
            EnumNames.Write(EffectState.Planned),
            outputs.At);
    }

    private static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value });
        }

        return command;
    }

    private static NpgsqlParameter Optional(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
