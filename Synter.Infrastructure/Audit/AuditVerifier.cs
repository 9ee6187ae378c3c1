using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Audit;

/// <summary>Walks a chain and recomputes every link.</summary>
public sealed class AuditVerifier(SynterDatabase database, AuditKeys keys)
{
    private const int PageSize = 1000;

    private static readonly byte[] Beginning = new byte[SHA256.HashSizeInBytes];

    /// <param name="workspace">Null for the platform's chain, which needs the system scope.</param>
    public async Task<ChainReport> VerifyAsync(WorkspaceId? workspace, Scope scope, CancellationToken cancellationToken)
    {
        var chain = new WorkspaceId(AuditChain.Id(workspace));
        var mac = await keys.ForAsync(chain.Value, cancellationToken);
        // The head first: what is appended while we walk lies beyond it and is not judged.
        var head = await HeadAsync(chain, scope, cancellationToken);
        var prev = Beginning;
        var place = 0L;
        while (place < head.Seq)
        {
            var page = await ReadAsync(chain, scope, place, head.Seq, cancellationToken);
            foreach (var (entry, details) in page)
            {
                if (!Holds(entry, details, place + 1, prev, mac))
                {
                    return new ChainReport(place, place + 1);
                }

                prev = entry.Mac;
                place++;
            }

            if (page.Count == 0)
            {
                return new ChainReport(place, place + 1);
            }
        }

        return await EndAsync(chain, scope, head, prev, cancellationToken);
    }

    /// <summary>The last link must be the head's, and nothing may have been put beyond a head that was set back.</summary>
    private async Task<ChainReport> EndAsync(
        WorkspaceId chain, Scope scope, AuditHeadRow head, byte[] last, CancellationToken cancellationToken)
    {
        if (!head.Mac.AsSpan().SequenceEqual(last))
        {
            return new ChainReport(head.Seq, head.Seq + 1);
        }

        await using var context = database.Context(scope);
        var next = await context.Set<AuditRow>().AsNoTracking()
            .FirstOrDefaultAsync(e => e.WorkspaceId == chain && e.Seq == head.Seq + 1, cancellationToken);
        var meanwhile = next is null ? head : await HeadAsync(chain, scope, cancellationToken);
        return next is null || meanwhile.Seq > head.Seq ? new ChainReport(head.Seq, null) : new ChainReport(head.Seq, head.Seq + 1);
    }

    private static bool Holds(AuditRow entry, AuditDetailsRow? details, long place, byte[] prev, AuditMac mac) =>
        entry.Seq == place
        && entry.Prev.AsSpan().SequenceEqual(prev)
        && CryptographicOperations.FixedTimeEquals(entry.Mac, mac.Sign(entry))
        && details switch
        {
            null => false,
            // Erased details leave their digest, which the mac has just vouched for.
            { Details: null } => details.ErasedAt is not null,
            { Details: var text } => entry.DetailsDigest.AsSpan().SequenceEqual(SHA256.HashData(Encoding.UTF8.GetBytes(text))),
        };

    private async Task<AuditHeadRow> HeadAsync(WorkspaceId chain, Scope scope, CancellationToken cancellationToken)
    {
        await using var context = database.Context(scope);
        return await context.Set<AuditHeadRow>().AsNoTracking().SingleOrDefaultAsync(h => h.WorkspaceId == chain, cancellationToken)
            ?? new AuditHeadRow { WorkspaceId = chain, Seq = 0, Mac = Beginning };
    }

    private async Task<List<(AuditRow Entry, AuditDetailsRow? Details)>> ReadAsync(
        WorkspaceId chain, Scope scope, long after, long upTo, CancellationToken cancellationToken)
    {
        await using var context = database.Context(scope);
        var rows = await context.Set<AuditRow>().AsNoTracking()
            .Where(e => e.WorkspaceId == chain && e.Seq > after && e.Seq <= upTo)
            .OrderBy(e => e.Seq)
            .Take(PageSize)
            .LeftJoin(
                context.Set<AuditDetailsRow>().Where(d => d.WorkspaceId == chain), e => e.Seq, d => d.Seq,
                (e, d) => new { Entry = e, Details = d })
            .OrderBy(r => r.Entry.Seq)
            .ToListAsync(cancellationToken);
        return rows.ConvertAll(r => (r.Entry, (AuditDetailsRow?)r.Details));
    }
}
