using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;
using Synter.Domain.Vault;
using Synter.Infrastructure.Audit;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Vault;

/// <summary>Credentials as use cases change them: the row, and the audit entry that says so, in one transaction.</summary>
public sealed class CredentialStore(SynterDatabase database, Sealer sealer, AuditLog audit, TimeProvider clock) : ICredentialStore
{
    public async Task<CredentialSummary> PutAsync(
        Actor actor, NewCredential credential, string last4, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await TryPutAsync(actor, credential, last4, cancellationToken);
            }
            catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
            {
                // Another admin stored the same account a moment earlier: now it is there to be replaced.
            }
        }
    }

    public async Task<CredentialSummary?> SaveTestAsync(
        Actor actor, CredentialSummary tested, CredentialTest test, CancellationToken cancellationToken)
    {
        await using var context = database.Context(actor.Scope);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var row = await LockAsync(context, actor.Workspace, tested.Ref, cancellationToken);
        if (row is null or { RevokedAt: not null })
        {
            return null;
        }

        if (row.UpdatedAt != tested.UpdatedAt)
        {
            return row.Summary();
        }

        (row.TestedAt, row.TestOutcome, row.TestMessage) = (test.At, test.Outcome, test.Message);
        await SaveAsync(context, actor, "credential.tested", row, new() { ["outcome"] = EnumNames.Write(test.Outcome) }, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return row.Summary();
    }

    public async Task<RevokeOutcome> RevokeAsync(Actor actor, CredentialRef credential, CancellationToken cancellationToken)
    {
        await using var context = database.Context(actor.Scope);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var row = await LockAsync(context, actor.Workspace, credential, cancellationToken);
        if (row is null or { RevokedAt: not null })
        {
            return row is null ? RevokeOutcome.NotFound : RevokeOutcome.AlreadyRevoked;
        }

        (row.Sealed, row.KeyId, row.RevokedAt) = (null, null, clock.Now());
        await SaveAsync(context, actor, "credential.revoked", row, [], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return RevokeOutcome.Revoked;
    }

    private async Task<CredentialSummary> TryPutAsync(
        Actor actor, NewCredential credential, string last4, CancellationToken cancellationToken)
    {
        await using var context = database.Context(actor.Scope);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var row = await LiveAsync(context, actor.Workspace, credential, cancellationToken);
        var kind = row is null ? "credential.stored" : "credential.replaced";
        row = row is null ? Add(context, actor, credential) : row;
        Fill(row, credential, last4);
        await SaveAsync(context, actor, kind, row, new() { ["fields"] = new JsonArray([.. row.Fields.Select(f => JsonValue.Create(f))]) }, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return row.Summary();
    }

    private CredentialRow Add(SynterDbContext context, Actor actor, NewCredential credential)
    {
        var now = clock.Now();
        var row = new CredentialRow
        {
            WorkspaceId = actor.Workspace,
            Id = StrongId.New<CredentialRef>(clock),
            Kind = credential.Kind,
            Provider = credential.Provider,
            PostingIdentity = credential.PostingIdentity,
            Last4 = "",
            Fields = [],
            CreatedBy = actor.User,
            CreatedAt = now,
            UpdatedAt = now,
        };
        context.Add(row);
        return row;
    }

    private void Fill(CredentialRow row, NewCredential credential, string last4)
    {
        var value = SecretBytes.Seal(sealer, credential.Secret, row);
        (row.Sealed, row.KeyId) = (value.Envelope, value.KeyId);
        row.Last4 = last4;
        row.Fields = [.. credential.Secret.FieldNames()];
        row.RiskLimits = credential.RiskLimits?.ToJsonString();
        row.UpdatedAt = clock.Now();
        // What was known of the old secret says nothing of the new one.
        (row.TestedAt, row.TestOutcome, row.TestMessage) = (null, null, null);
    }

    private async Task SaveAsync(
        SynterDbContext context, Actor actor, string kind, CredentialRow row, JsonObject details, CancellationToken cancellationToken)
    {
        details["provider"] = row.Provider;
        details["posting_identity"] = row.PostingIdentity;
        details["last4"] = row.Last4;
        await context.SaveChangesAsync(cancellationToken);
        await audit.AppendAsync(context, AuditEntry.By(actor, kind, row.Id.ToString(), details), cancellationToken);
    }

    private static Task<CredentialRow?> LiveAsync(
        SynterDbContext context, WorkspaceId workspace, NewCredential credential, CancellationToken cancellationToken)
    {
        var kind = EnumNames.Write(credential.Kind);
        return context.Set<CredentialRow>().FromSql($"""
            SELECT * FROM credentials
            WHERE workspace_id = {workspace.Value} AND kind = {kind} AND provider = {credential.Provider}
              AND posting_identity IS NOT DISTINCT FROM {credential.PostingIdentity} AND revoked_at IS NULL
            FOR UPDATE
            """).SingleOrDefaultAsync(cancellationToken);
    }

    private static Task<CredentialRow?> LockAsync(
        SynterDbContext context, WorkspaceId workspace, CredentialRef credential, CancellationToken cancellationToken) =>
        context.Set<CredentialRow>().FromSql(
            $"SELECT * FROM credentials WHERE workspace_id = {workspace.Value} AND id = {credential.Value} FOR UPDATE")
            .SingleOrDefaultAsync(cancellationToken);
}
