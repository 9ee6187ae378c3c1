namespace Synter.Infrastructure.Providers;

/// <summary>A post as its network shows it.</summary>
/// <param name="Text">As it was written: links and signs that the network rewrites are put back.</param>
internal sealed record PublishedPost(string Id, string Text, DateTimeOffset CreatedAt, string? Url);

/// <summary>Reads posts back. Sends GET only.</summary>
internal interface ISocialReader
{
    /// <summary>Null when the network knows no such post.</summary>
    Task<PublishedPost?> FindAsync(ProviderAccess access, string id, CancellationToken cancellationToken);

    /// <summary>The account's posts since an instant, newest first, over as many pages as there are.</summary>
    /// <param name="account">As the effect names it; the reader knows what of it is an id.</param>
    IAsyncEnumerable<PublishedPost> SinceAsync(ProviderAccess access, string account, DateTimeOffset since, CancellationToken cancellationToken);
}
